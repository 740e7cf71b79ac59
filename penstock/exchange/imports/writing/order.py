"""In which order opportunities go through stages that come without one: as their history went."""

from penstock.exchange.imports.writing.context import RunContext
from penstock.exchange.imports.writing.sql import fetch

# Enough to know the way; every pair of stages of each is looked at.
LOOKED_AT = 20_000


def places(pipeline: str, context: RunContext) -> dict[str, int]:
    """Of a pipeline as the rows name it, the stages with their places: the more others one is usually entered before, the
    earlier. Empty without a history."""
    if "history" not in context.kinds:
        return {}
    rows = fetch(
        """
        WITH entered AS (
            SELECT r.opportunity, h.stage, row_number() OVER (PARTITION BY r.opportunity ORDER BY min(h.at), min(h.id)) AS place
            FROM all_history AS h JOIN history_row AS r ON r.id = h.id JOIN all_opportunities AS o ON o.id = r.opportunity
            WHERE h.stage IS NOT NULL AND coalesce(o.pipeline, '') = %(pipeline)s AND r.opportunity <= (
                SELECT max(id) FROM (SELECT id FROM all_opportunities ORDER BY id LIMIT %(most)s) AS first)
            GROUP BY 1, 2
        ), pair AS (
            SELECT a.stage, b.stage AS other, sign(sum(sign(b.place - a.place))) AS won
            FROM entered AS a JOIN entered AS b ON b.opportunity = a.opportunity AND b.stage <> a.stage GROUP BY 1, 2
        )
        SELECT stage FROM pair GROUP BY 1 ORDER BY sum(won) DESC, 1
        """,
        {"pipeline": pipeline, "most": LOOKED_AT},
    )
    return {stage: place for place, (stage,) in enumerate(rows)}
