"""Reports' questions with pandas over the mirror's files, reading and all: as somebody with a notebook would ask them."""

from collections.abc import Callable
from typing import Any

from penstock.insight.mirror.manifest import read_manifest
from penstock.insight.mirror.place import lake_folder
from penstock.insight.mirror.tables import FOREVER

OPPORTUNITY = ("id", "stage_id", "stage_since", "owner_id", "source_id", "loss_reason_id", "amount_minor")
STAGE = ("id", "name", "kind", "probability_e4")


def pipeline() -> Any:
    rows = _sales()
    rows = rows[rows.kind == "open"]
    weighted = rows.amount_minor * rows.probability_e4
    return (
        rows.assign(weighted=weighted)
        .groupby("name")[["id", "amount_minor", "weighted"]]
        .agg(["count", "sum"])
    )


def trend() -> Any:
    import pandas

    rows = _closed()
    return rows.groupby(pandas.to_datetime(rows.stage_since, unit="us").dt.to_period("M")).id.count()


def sources() -> Any:
    rows = _closed()
    return rows.groupby(["source_id", "kind"], dropna=False).amount_minor.agg(["count", "sum"])


def winloss() -> Any:
    keys = ["owner_id", "loss_reason_id", "kind"]
    return _closed().groupby(keys, dropna=False).amount_minor.agg(["count", "sum"])


def _closed() -> Any:
    rows = _sales()
    return rows[rows.kind != "open"]


def _sales() -> Any:
    """The opportunities as they are, with what their stage means."""
    stages = _now("stage", STAGE).rename(columns={"id": "stage_id"})
    return _now("opportunity", OPPORTUNITY).merge(stages, on="stage_id")


def _now(table: str, columns: tuple[str, ...]) -> Any:
    import pandas

    manifest = read_manifest(lake_folder())
    assert manifest is not None
    path = lake_folder() / manifest.tables[table].base
    rows = pandas.read_parquet(path, columns=[*columns, "valid_to", "known_to"])
    return rows[(rows.valid_to == FOREVER) & (rows.known_to == FOREVER)]


FRAMES: dict[str, Callable[[], Any]] = {
    "pipeline": pipeline,
    "trend": trend,
    "sources": sources,
    "winloss": winloss,
}
