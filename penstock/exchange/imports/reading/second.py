"""A second table under the first, with a header of its own: its rows are none of the first table's."""

from collections.abc import Callable, Sequence

SECOND = "another table under the first, with a header of its own: bring it as a file of its own"
LEAST_NAMES = 2
IsKnown = Callable[[list[str]], bool]


class Gap:
    """What follows an empty line (and perhaps a title): another row, or another table."""

    __slots__ = ("is_known", "is_open", "own")

    def __init__(self, names: Sequence[str], is_known: IsKnown | None) -> None:
        self.own = {name.strip().casefold() for name in names}
        self.is_known = is_known
        self.is_open = False

    def see(self, cells: Sequence[str]) -> None:
        """A row that is not ordinary may be the empty one."""
        if self.is_known is not None and self.own and not any(map(str.strip, cells)):
            self.is_open = True

    def is_whole(self, cells: list[str]) -> bool:
        """Whether the row after the gap is a header of other names. One cell may be a title and leaves it open."""
        words = [cell.strip().casefold() for cell in cells if cell.strip()]
        if len(words) < LEAST_NAMES or self.is_known is None:
            return False
        self.is_open = False
        return sum(word in self.own for word in words) * 2 < len(words) and self.is_known(cells)
