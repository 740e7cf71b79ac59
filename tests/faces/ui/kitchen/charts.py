"""Charts of every kind, for the tests of their look and behaviour."""

from penstock.faces.ui.charts import Chart, Point, Series

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun")


def points(*values: float | None, text: str = "{}", mark_at: int = -1) -> tuple[Point, ...]:
    return tuple(
        Point(
            value,
            text.format(value) if value is not None else "",
            href=f"/opportunities/?at={at}",
            mark="outside its range" if at == mark_at else "",
        )
        for at, value in enumerate(values)
    )


def charts() -> dict[str, Chart]:
    rate = (0.31, 0.28, 0.35, 0.3, 0.12, 0.29)
    return {
        "trend": Chart(
            "Win rate",
            "line",
            "share",
            MONTHS,
            (
                Series("Win rate", points(*rate, mark_at=4)),
                Series("Year before", points(0.25, 0.26, 0.3, 0.28, 0.3, 0.31), role="comparison"),
                Series("Low", points(*(value - 0.05 for value in rate)), role="low"),
                Series("High", points(*(value + 0.05 for value in rate)), role="high"),
                Series("Upper limit", points(*[0.45] * 6), role="limit"),
            ),
            is_partial=True,
        ),
        "columns": Chart(
            "Won",
            "columns",
            "money",
            MONTHS,
            (Series("Won", points(12000, 8000, 15500, 9000, 22000, 4000, text="€{}")),),
            currency="EUR",
            is_partial=True,
        ),
        "bridge": Chart(
            "What changed",
            "bridge",
            "money",
            ("Before", "New", "Lost", "Won", "After"),
            (
                Series(
                    "Value", points(90000, 30000, -20000, -25000, 75000, text="€{}"), totals=frozenset({0, 4})
                ),
            ),
            currency="EUR",
        ),
        "bars": Chart(
            "By source",
            "bars",
            "number",
            ("Referral", "Search", "A very long name of a source that must be cut"),
            (Series("Won", points(31, 17, 4)),),
        ),
        "none": Chart("Nothing", "line", "number", MONTHS, (Series("Won", points(*[None] * 6)),)),
    }
