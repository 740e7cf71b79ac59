"""A row of the ladder: who may do what at an address."""

from dataclasses import dataclass, field

from tests.cast import PARTS

EVERYBODY = frozenset(PARTS)
NOBODY: frozenset[str] = frozenset()
# Who sees a record of the representative's (Rights, ARCHITECTURE.md, 3): all but the other team's representative.
SEE = EVERYBODY - {"outsider"}
WRITERS = EVERYBODY - {"viewer"}
ADMINISTRATOR = frozenset({"administrator"})
EXPORTERS = frozenset({"administrator", "manager", "marketer"})
SALES_SETUP = frozenset({"administrator", "manager"})


@dataclass(frozen=True, slots=True)
class Row:
    """Who may GET and who may POST; nobody: the verb does not exist here (405). To whom the record is not `visible`
    it is a 404, to others who may not it is a 403. `arguments`: words of the address to things of the world."""

    get: frozenset[str] = NOBODY
    post: frozenset[str] = NOBODY
    visible: frozenset[str] = EVERYBODY
    arguments: dict[str, str] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)

    def fits(self, part: str, method: str, status: int) -> bool:
        """Is this what the row says? What a form that is sent empty answers to who may send it is the form's matter."""
        may = self.get if method == "get" else self.post
        if not may:
            return status == 405
        if part not in self.visible:
            return status == 404
        if part not in may:
            return status == 403
        return status in ((200, 302) if method == "get" else (200, 204, 302, 303, 409, 422))


def of_record(
    kind: str, get: frozenset[str] = NOBODY, post: frozenset[str] = NOBODY, **arguments: str
) -> Row:
    """A row about the representative's record of this kind."""
    return Row(get & SEE, post & SEE, SEE, {"pk": kind, **arguments})


def both(may: frozenset[str], **arguments: str) -> Row:
    """A form: who may open it may send it."""
    return Row(may, may, arguments=arguments)
