"""The lake on a real database: what is in it, what of it is seen, and what it survives."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import psycopg
import pytest
from django.db import connection, transaction

from penstock.insight.mirror import freshness as fresh
from penstock.insight.mirror import lake as lake_files
from penstock.insight.mirror.freshness import Difference, freshness, verify
from penstock.insight.mirror.lake import open_state, sync
from penstock.insight.mirror.manifest import read_manifest
from penstock.insight.mirror.tables import NEWEST
from penstock.records.people.models import Company, CustomField
from penstock.records.pipeline.models import Opportunity, Pipeline, Stage
from tests.committed import settle


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    return tmp_path / "lake"


def seed(n=3):
    pipeline = Pipeline.objects.create(name="New business")
    stages = [
        Stage.objects.create(pipeline=pipeline, name=name, kind=kind, position=place, probability=share)
        for place, (name, kind, share) in enumerate([("A", "open", "0.2"), ("Won", "won", "1")])
    ]
    company = Company.objects.create(name="Acme", country="Poland", custom={"size": "small"})
    deals = [
        Opportunity.objects.create(
            name=f"Deal {i}",
            pipeline=pipeline,
            stage=stages[0],
            company=company,
            amount_minor=100 * i,
            currency="EUR",
        )
        for i in range(n)
    ]
    return stages, deals


def amounts(lake: Path, url: str, as_of=NEWEST, known=NEWEST):
    with open_state(lake, url) as state:
        rows = state.at("opportunity", as_of, known).order_by("id").select("amount_minor").to_pyarrow()
        return rows["amount_minor"].to_pylist()


def test_a_change_on_the_board_is_in_the_next_answer(committed, lake):
    _, deals = seed()
    settle(committed)
    assert amounts(lake, committed) == [0, 100, 200]

    Opportunity.objects.filter(id=deals[1].id).update(amount_minor=5)
    assert amounts(lake, committed) == [0, 5, 200]

    loaded = sync(lake, committed)
    assert loaded.whole == () and set(loaded.changed) == {"opportunity", "fact"}
    assert amounts(lake, committed) == [0, 5, 200]

    Opportunity.objects.filter(id=deals[1].id).update(amount_minor=6)
    Opportunity.objects.filter(id=deals[2].id).update(is_removed=True)
    assert amounts(lake, committed) == [0, 6]
    settle(committed)
    sync(lake, committed)
    assert amounts(lake, committed) == [0, 6]
    assert sync(lake, committed).changed == {}


def test_the_past_is_there_too(committed, lake):
    _, deals = seed()
    before = micros(datetime.now(UTC))
    Opportunity.objects.filter(id=deals[0].id).update(amount_minor=7)

    assert amounts(lake, committed, before) == [0, 100, 200]
    assert amounts(lake, committed) == [7, 100, 200]
    with open_state(lake, committed) as state:
        facts = state.table("fact").order_by("id").select("opportunity_id", "fields", "cause").to_pyarrow()
        assert facts.to_pylist()[-1] == {
            "opportunity_id": deals[0].id,
            "fields": "amount_minor",
            "cause": "sql",
        }


def micros(instant: datetime) -> int:
    return round(instant.timestamp() * 1_000_000)


def test_transactions_that_commit_out_of_order_lose_no_row(committed, lake):
    _, deals = seed()
    sync(lake, committed)
    with psycopg.connect(committed) as early, psycopg.connect(committed, autocommit=True) as late:
        early.execute("UPDATE opportunity SET amount_minor = 11 WHERE id = %s", [deals[0].id])
        late.execute("UPDATE opportunity SET amount_minor = 22 WHERE id = %s", [deals[1].id])
        # The later transaction is in, the earlier one is not yet: the watermark must stay below it.
        sync(lake, committed)
        assert amounts(lake, committed) == [0, 22, 200]
        early.commit()

    assert amounts(lake, committed) == [11, 22, 200]
    sync(lake, committed)
    assert amounts(lake, committed) == [11, 22, 200]


def test_a_reader_keeps_the_state_that_it_opened(committed, lake):
    _, deals = seed()
    sync(lake, committed)
    with open_state(lake, committed) as state:
        for amount in (1, 2, 3):
            Opportunity.objects.filter(id=deals[0].id).update(amount_minor=amount)
            sync(lake, committed, anew=amount == 2)
        rows = state.at("opportunity").order_by("id").to_pyarrow()
        assert rows["amount_minor"].to_pylist() == [0, 100, 200]
    assert amounts(lake, committed) == [3, 100, 200]


def test_a_custom_field_has_a_column_of_its_own(committed, lake):
    seed()
    amounts(lake, committed)
    CustomField.objects.create(kind="company", key="size", label="Size", type="choice", choices=["small"])

    with open_state(lake, committed) as state:
        assert state.at("company").to_pyarrow()["custom_size"].to_pylist() == ["small"]


def test_another_database_is_loaded_anew(committed, lake):
    seed()
    sync(lake, committed)
    manifest = lake / "manifest.json"
    told = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(told | {"identity": "another/1/5/16400"}))

    loaded = sync(lake, committed)

    assert "opportunity" in loaded.whole and loaded.changed == {}


def test_stamps_of_another_clusters_counting_lose_nothing(committed, lake):
    _, deals = seed()
    with connection.cursor() as cursor:
        # As after a restore: rows carry stamps that this cluster has yet to count to.
        cursor.execute("ALTER TABLE opportunity DISABLE TRIGGER ledger_stamp")
        cursor.execute("UPDATE opportunity SET xact = '900000000'::xid8")
        cursor.execute("ALTER TABLE opportunity ENABLE TRIGGER ledger_stamp")
    settle(committed)
    assert amounts(lake, committed) == [0, 100, 200]

    Opportunity.objects.filter(id=deals[0].id).update(amount_minor=9)

    assert amounts(lake, committed) == [9, 100, 200]
    assert sync(lake, committed).changed["opportunity"] == 1


LOADER = "import sys; from pathlib import Path; from penstock.insight.mirror.lake import sync; sync(Path(sys.argv[1]), sys.argv[2], anew=True)"


@pytest.mark.kill
def test_a_killed_loader_leaves_the_state_before_it_whole(committed, lake):
    seed()
    sync(lake, committed)
    for tenths in (3, 6, 9, 12, 15):
        child = subprocess.Popen([sys.executable, "-W", "ignore", "-c", LOADER, str(lake), committed])
        time.sleep(tenths / 10)
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert amounts(lake, committed) == [0, 100, 200]
    for path in lake.glob("*.parquet"):
        os.utime(path, (0, 0))

    sync(lake, committed, anew=True)

    named = {held.base for held in read_manifest(lake).tables.values()}
    assert named <= {path.name for path in lake.glob("*.parquet")}
    assert amounts(lake, committed) == [0, 100, 200]


def test_a_transaction_rolled_back_leaves_no_trace(committed, lake):
    _, deals = seed()
    sync(lake, committed)
    with transaction.atomic():
        Opportunity.objects.filter(id=deals[0].id).update(amount_minor=1)
        assert amounts(lake, committed) == [0, 100, 200]
        transaction.set_rollback(True)

    assert amounts(lake, committed) == [0, 100, 200]


def test_verify_finds_what_was_tampered_with_on_either_side(committed, lake):
    _, deals = seed()
    assert verify(lake, committed) is None
    sync(lake, committed)
    Opportunity.objects.filter(id=deals[2].id).update(amount_minor=1)
    assert verify(lake, committed) == ()

    with psycopg.connect(committed, autocommit=True) as intruder:
        intruder.execute("SET session_replication_role = replica")
        intruder.execute("UPDATE opportunity SET amount_minor = 13 WHERE id = %s", [deals[0].id])
    assert verify(lake, committed) == (Difference("opportunity", 1, 1, (deals[0].id,)),)

    sync(lake, committed, anew=True)
    base = lake / read_manifest(lake).tables["company"].base
    duckdb.sql(f"COPY (SELECT * REPLACE ('Norway' AS country) FROM '{base}') TO '{base}' (FORMAT parquet)")
    assert [found.table for found in verify(lake, committed)] == ["company"]


def test_an_idle_transaction_that_has_written_is_named(committed, lake, monkeypatch):
    seed()
    settle(committed)
    sync(lake, committed)
    monkeypatch.setattr(fresh, "HOLDING", fresh.HOLDING.replace("'30 seconds'", "'0 seconds'"))
    assert freshness(lake, committed).held_back_by == ()
    with psycopg.connect(committed, application_name="forgotten") as idle:
        idle.execute("UPDATE company SET city = 'Oslo'")

        told = freshness(lake, committed)

        assert [holder.program for holder in told.held_back_by] == ["forgotten"]
        assert told.continues and told.tail == {} and told.rows["opportunity"] == 3
        idle.rollback()


def test_a_transaction_that_holds_back_the_horizon_costs_time_and_no_answer(committed, lake, monkeypatch):
    monkeypatch.setattr(lake_files, "LONG_TAIL", 1)
    seed()
    with psycopg.connect(committed, application_name="an import that takes long") as long:
        long.execute("UPDATE company SET city = 'Oslo'")
        Opportunity.objects.update(amount_minor=7)

        assert amounts(lake, committed) == [7, 7, 7]
        long.rollback()


def test_there_is_no_lake_before_the_first_question(committed, lake):
    told = freshness(lake, committed)

    assert (told.loaded_at, told.continues) == (None, False)
