"""What a metric should say, replayed fact by fact from the ledger."""

from itertools import groupby
from operator import itemgetter
from typing import Any

from penstock.foundation.base.models import Fact
from penstock.records.pipeline.models import Stage


def pushes_in_the_ledger() -> int:
    """Replayed fact by fact: of the facts of one instant the last one is what is true since then (LEDGER, 2)."""
    kinds = dict(Stage.objects.values_list("pk", "kind"))
    rows = Fact.objects.filter(kind="opportunity").order_by("record_id", "valid_at", "recorded_at", "seq")
    found = 0
    for _, facts in groupby(rows.values_list("record_id", "valid_at", "changes"), key=itemgetter(0)):
        state: dict[str, Any] = {}
        before = None
        for _, same in groupby(facts, key=itemgetter(1)):
            for _, _, changes in same:
                state |= changes
            now = state.get("close_on")
            is_open = kinds.get(state.get("stage_id"), "open") == "open"
            found += bool(before and now and now > before and is_open)
            before = now
    return found
