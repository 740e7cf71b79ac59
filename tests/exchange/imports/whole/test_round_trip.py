"""A workspace leaves as a set and arrives in an empty one: the same records and the same ledger, recorded when it was."""

import io
import json
import zipfile
from datetime import UTC, datetime

import pytest
from django.db import connection

from penstock.exchange.imports.reading.table import read_table
from penstock.exchange.imports.reading.values import FileUnreadable
from penstock.exchange.imports.whole.arriving import is_workspace, read_workspace
from penstock.exchange.imports.whole.leaving import write_workspace
from penstock.exchange.imports.whole.tables import tables
from penstock.faces.views.models import Export
from penstock.foundation.base.errors import Refused
from penstock.foundation.base.ledger import as_of
from penstock.records.people.models import Company
from penstock.records.pipeline.models import Opportunity

NOW = datetime(2026, 11, 23, tzinfo=UTC)
FILE = """Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Created Date,Close Date,Opportunity Owner
1,"=cmd|' /C calc'!A0",Acme,Closed Won,1000.50,2025-01-01,2025-03-01,Rita Rep
2,'quoted,"Zoë ""X"" Ltd",Contract sent,200,2025-01-05,2026-12-01,Rita Rep
3,-dash,"Łódź
Works",Closed Lost,,2025-02-01,2025-04-01,Max Muster
"""


def contents():
    """Every row of every table, as text, without what belongs to a cluster."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            columns = ", ".join(f'"{name}"::text' for name in table.columns)
            cursor.execute(f'SELECT {columns} FROM "{table.name}"')
            found[table.name] = sorted(map(repr, cursor.fetchall()))
    return found


def emptied():
    """As a new installation is: no record, no fact of one."""
    with connection.cursor() as cursor:
        names = [table.name for table in tables()]
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in names:
            cursor.execute(f'ALTER TABLE "{name}" DISABLE TRIGGER USER')
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for name in names:
            cursor.execute(f'DELETE FROM "{name}"')
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in names:
            cursor.execute(f'ALTER TABLE "{name}" ENABLE TRIGGER USER')
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture
def left(bring, written, tmp_path):
    """A workspace with a past, and the set that it left as."""
    bring(written(FILE), currency="EUR")
    path = tmp_path / "workspace.zip"
    with path.open("wb") as target:
        write_workspace(target, NOW)
    return path


def test_the_same_records_and_the_same_ledger(left):
    before = contents()
    then = list(as_of(Opportunity, datetime(2025, 2, 15, tzinfo=UTC)).values_list("name", "amount_minor"))
    emptied()

    counts = read_workspace(left)

    assert contents() == before
    assert (counts["opportunity"], counts["ledger"]) == (3, len(before["ledger"]))
    assert Opportunity.objects.filter(name__startswith="=cmd").exists()
    again = as_of(Opportunity, datetime(2025, 2, 15, tzinfo=UTC)).values_list("name", "amount_minor")
    assert sorted(again) == sorted(then)


def test_a_set_taken_by_the_api_arrives_the_same_and_only_administrators_take_it(
    bring, written, tmp_path, cast, client_as
):
    bring(written(FILE), currency="EUR")
    before = contents()
    refused = client_as(cast["manager"]).get("/api/exports/workspace")
    answer = client_as(cast["administrator"]).get("/api/exports/workspace")
    path = tmp_path / "taken.zip"
    path.write_bytes(b"".join(answer.streaming_content))
    noted = list(Export.objects.values_list("kind", "user_id"))
    Export.objects.all().delete()
    emptied()

    read_workspace(path)

    assert (refused.status_code, answer.status_code, answer["Content-Type"]) == (403, 200, "application/zip")
    assert contents() == before
    assert noted == [("workspace", cast["administrator"].pk)]


def test_a_set_among_files_to_import_is_refused_with_what_to_do(left):
    with pytest.raises(
        FileUnreadable, match="a whole workspace; `penstock import` brings it into an empty one"
    ):
        read_table(left)


def test_what_is_made_afterwards_gets_new_numbers_and_facts(left):
    emptied()
    read_workspace(left)
    last = max(Company.objects.values_list("id", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(seq) FROM ledger")
        seq = cursor.fetchone()[0]

    company = Company.objects.create(name="New")

    with connection.cursor() as cursor:
        cursor.execute("SELECT min(seq) FROM ledger WHERE record_id = %s AND kind = 'company'", [company.id])
        assert (company.id > last, cursor.fetchone()[0] > seq) == (True, True)


def test_nothing_in_the_files_is_a_formula(left):
    with zipfile.ZipFile(left) as archive:
        names = archive.namelist()
        content = archive.read("opportunity.csv").decode()
        manifest = json.loads(archive.read("manifest.json"))

    assert "'=cmd|" in content
    assert {"manifest.json", "ledger.csv", "company.csv", "opportunity_past.csv"} <= set(names)
    assert "api_key.csv" not in names
    assert not any("password" in table["columns"] for table in manifest["tables"])


def test_only_an_empty_workspace_takes_a_whole_one(left):
    with pytest.raises(Refused, match="has records already"):
        read_workspace(left)


def test_a_damaged_set_leaves_everything_as_it_was(left, tmp_path):
    damaged = tmp_path / "damaged.zip"
    with zipfile.ZipFile(left) as archive, zipfile.ZipFile(damaged, "w") as target:
        for name in archive.namelist():
            content = archive.read(name)
            target.writestr(name, content.rsplit(b"\n", 2)[0] + b"\n" if name == "company.csv" else content)
    emptied()
    before = contents()

    with pytest.raises(Refused, match="damaged"):
        read_workspace(damaged)

    assert contents() == before


def test_set_of_another_version_is_refused(left, tmp_path):
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(left) as archive, zipfile.ZipFile(other, "w") as target:
        manifest = json.loads(archive.read("manifest.json"))
        manifest["tables"].append({"name": "planet", "columns": ["id"], "rows": 0})
        target.writestr("manifest.json", json.dumps(manifest))
    emptied()

    with pytest.raises(Refused, match="planet"):
        read_workspace(other)


def test_other_archives_are_no_workspace(tmp_path, written):
    plain = tmp_path / "plain.zip"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("manifest.json", "[]")
    plain.write_bytes(target.getvalue())

    assert (is_workspace(plain), is_workspace(written("a,b\n1,2\n"))) == (False, False)
