"""What a browser sends as the number of a record or a place."""


def number_or_none(text: str) -> int | None:
    """A whole number that a column can hold; None for anything else."""
    return int(text) if text.isdecimal() and len(text) < 19 else None
