"""Refusals that an action raises and a face turns into a message, in one place each."""


class Refused(Exception):
    """An action said no. `field` names the input at fault, where there is one; str() is a sentence for a person."""

    status = 422

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class NotAllowed(Refused):
    """Visible, but not theirs to change."""

    status = 403


class ChangedMeanwhile(Refused):
    """Somebody else changed the record since it was read; the caller is shown the current one."""

    status = 409
