"""How a path departs from the pattern: the stages of one pipeline in their order, none left out, none twice. Plain Python."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

KEEPS = "keeps"


def departures_of(path: Sequence[int], order: Mapping[int, tuple[int, int]]) -> tuple[str, ...]:
    """Of late (does not begin with the first stage), skips, back (or the same again), elsewhere (another pipeline);
    nothing where it keeps to the pattern. `order`: pipeline and position of each open stage by id; how a path ends is no part
    of it."""
    known = [order[id] for id in path if id in order]
    if not known:
        return ()
    home = known[0][0]
    line = sorted(place for pipeline, place in order.values() if pipeline == home)
    places = [line.index(place) for pipeline, place in known if pipeline == home]
    steps = [there - here for here, there in pairwise(places)]
    found = {
        "late": places[0] > 0,
        "skips": any(step > 1 for step in steps),
        "back": any(step <= 0 for step in steps),
        "elsewhere": len(places) < len(known),
    }
    return tuple(name for name, held in found.items() if held)
