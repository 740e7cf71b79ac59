"""What the machine says when it will not go on."""


class Refusal(Exception):
    """Something in the way that a person can put right. Its text is one line and says what to do."""
