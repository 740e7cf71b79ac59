"""The whole: block by block for any size, or in one piece."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date

from penstock.exchange.sample.generator.building import Builder
from penstock.exchange.sample.generator.shape import Shape, demonstration
from penstock.exchange.sample.generator.staff import hire
from penstock.exchange.sample.generator.tables import Block, Simulated, Staff
from penstock.exchange.sample.generator.truths import Truths
from penstock.exchange.sample.generator.world import World, world

BLOCK_COMPANIES = 1_000


def simulate(seed: int, scale: float, today: date, truths: Truths | None = None) -> Simulated:
    """The demonstration in one piece: 400 opportunities over two years for scale 1. The same for the same arguments, on
    every machine; nothing in it is later than the first moment (UTC) of `today`."""
    return collect(world(seed, demonstration(scale), truths or Truths(), today))


def staff_of(seed: int, shape: Shape) -> Staff:
    """The users and teams that the rows of `blocks` name by their ids."""
    return hire(seed, shape)


def blocks(seed: int, shape: Shape, today: date, truths: Truths | None = None) -> Iterator[Block]:
    """Any size with the memory of one block: companies by the hundreds with all that hangs on them."""
    return walk(world(seed, shape, truths or Truths(), today))


def collect(everything: World) -> Simulated:
    """All blocks of a world in one."""
    rows = Block()
    for block in walk(everything):
        for table in fields(Block):
            getattr(rows, table.name).extend(getattr(block, table.name))
    return Simulated(everything.staff, rows)


def walk(everything: World) -> Iterator[Block]:
    """The blocks in order; each goes on counting where the one before stopped."""
    shape = everything.shape
    builder = Builder(everything)
    for first in range(0, shape.companies, BLOCK_COMPANIES):
        end = min(first + BLOCK_COMPANIES, shape.companies)
        yield builder.build(
            range(first, end),
            end * shape.opportunities // shape.companies - first * shape.opportunities // shape.companies,
        )
