"""The pure generator of the simulated company: a seed, a shape, the planted truths and a day become tables.

`simulate` gives the demonstration in one piece, `blocks` any size in pieces. No Django, no clock, no network."""

from penstock.exchange.sample.generator.shape import Shape, benchmark, demonstration, shape_at
from penstock.exchange.sample.generator.simulate import blocks, simulate, staff_of
from penstock.exchange.sample.generator.tables import Block, Fact, Simulated, Staff
from penstock.exchange.sample.generator.truths import Truths

__all__ = [
    "Block", "Fact", "Shape", "Simulated", "Staff", "Truths", "benchmark", "blocks", "demonstration", "shape_at",
    "simulate", "staff_of",
]  # fmt: skip
