"""The way of one opportunity through the stages: when it enters which, until it is won or lost, be it after today."""

from typing import NamedTuple

from penstock.exchange.sample.generator.dice import Dice
from penstock.exchange.sample.generator.truths import Truths, stage_days
from penstock.exchange.sample.generator.words import LOST, STAGES, WON

SHORTEST_DETOUR_DAYS = 4
SHORTEST_STAY_DAYS = 0.1


class Move(NamedTuple):
    """A stage is entered on a day, counted from the first day of the simulation."""

    day: float
    stage: str


def journey(dice: Dice, truths: Truths, pace: float, opened: float, fate: int) -> list[Move]:
    """All moves, the opening first and the closure last. `fate` is an index into truths.fates."""
    is_won = fate == len(STAGES)
    last = fate - 1 if is_won else fate
    passed = list(range(last + 1))
    if last and dice.happens(truths.skipping_share):
        passed.remove(dice.below(last))
    moves: list[Move] = []
    day = opened
    for stage in passed:
        stay = max(SHORTEST_STAY_DAYS, stage_days(truths, stage, pace) * dice.quantile(truths.dwell))
        moves += stay_in(dice, truths, moves[-1].stage if moves else None, Move(day, STAGES[stage]), stay)
        day += stay
    moves.append(Move(day, WON if is_won else LOST))
    return moves


def stay_in(dice: Dice, truths: Truths, before: str | None, move: Move, stay: float) -> list[Move]:
    """Entering a stage, and rarely a detour that ends in it again: back a stage, or lost and reopened.

    Detours take nothing from the time until the next stage, so that they leave its truth alone."""
    if stay < SHORTEST_DETOUR_DAYS:
        return [move]
    if before and dice.happens(truths.stepping_back_share):
        return [move, Move(move.day + stay * 0.3, before), Move(move.day + stay * 0.6, move.stage)]
    if dice.happens(truths.reopening_share):
        return [move, Move(move.day + stay * 0.4, LOST), Move(move.day + stay * 0.7, move.stage)]
    return [move]
