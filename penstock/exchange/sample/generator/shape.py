"""How large the simulated company is, apart from what is true in it."""

from dataclasses import dataclass

DEMONSTRATION = 400
DEMONSTRATION_LIMIT = 10


@dataclass(frozen=True, slots=True)
class Shape:
    """Counts and rates. `growth` is arrivals per day at the end over those at the start, `pace` multiplies the time
    in every stage, `lead_share` is the share of opportunities that began as a lead, `notes` the mean per opportunity,
    `tasks` the share of the usual number."""

    opportunities: int
    companies: int
    users: int = 8
    teams: int = 2
    years: int = 2
    growth: float = 1.8
    pace: float = 1.0
    lead_share: float = 0.7
    notes: float = 2.0
    tasks: float = 1.0


def demonstration(scale: float) -> Shape:
    """Two years, a team of eight; scale 1 has 400 opportunities of 160 companies."""
    opportunities = max(1, round(DEMONSTRATION * scale))
    return Shape(opportunities, max(1, round(opportunities * 0.4)))


def benchmark(scale: float) -> Shape:
    """Three years, 30 owners in 6 teams, five opportunities per company, a quarter of them open; scale 250 has 100,000."""
    opportunities = max(1, round(DEMONSTRATION * scale))
    return Shape(
        opportunities,
        max(1, opportunities // 5),
        users=30,
        teams=6,
        years=3,
        growth=4.0,
        pace=3.0,
        lead_share=0.1,
        notes=0.5,
        tasks=0.3,
    )


def shape_at(scale: float) -> Shape:
    """The demonstration up to ten times its size, the benchmark above."""
    return demonstration(scale) if scale <= DEMONSTRATION_LIMIT else benchmark(scale)
