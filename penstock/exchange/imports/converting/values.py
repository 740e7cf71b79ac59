"""What converters share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

Value = TypeVar("Value")
Converter = Callable[[str], Value]
MEMO_LIMIT = 50_000


class Unconvertible(ValueError):
    """The text is no value of the wanted kind; the message says why in one line. `partly`: what of it is one."""

    def __init__(self, message: str, partly: object = None) -> None:
        super().__init__(message)
        self.partly = partly


@dataclass(frozen=True, slots=True)
class Moment:
    """An aware instant, or the 00:00 of a day in the zone of the import (`is_day`)."""

    at: datetime
    is_day: bool


def remembered(convert: Callable[[str], Value]) -> Callable[[str], Value]:
    """The same converter with a memory: columns repeat themselves. Starts anew when the memory is full."""
    memory: dict[str, Value] = {}

    def converted(text: str) -> Value:
        if text in memory:
            return memory[text]
        if len(memory) >= MEMO_LIMIT:
            memory.clear()
        value = memory[text] = convert(text)
        return value

    return converted


def shortened(text: str) -> str:
    """For a message."""
    return text if len(text) <= 40 else text[:39] + "…"
