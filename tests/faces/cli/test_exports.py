import csv
import io
import zipfile

import pytest
from click.testing import CliRunner

from penstock.faces.cli.exports import export
from penstock.faces.views.models import Export
from penstock.foundation.base.ledger import SYSTEM, Cause, writing
from penstock.records.people.models import Company

pytestmark = pytest.mark.django_db


def test_every_company_is_written_with_every_column(tmp_path):
    with writing(SYSTEM, Cause("cli")):
        for name in ("Zebra", "Łódź Works"):
            Company.objects.create(name=name)

    result = CliRunner().invoke(export, ["companies", "--home", str(tmp_path / "home")])

    assert result.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(result.output.removeprefix("\ufeff"))))
    assert sorted(row["Name"] for row in rows) == ["Zebra", "Łódź Works"]
    assert list(Export.objects.values_list("user", "kind", "row_count")) == [(None, "company", 2)]


def test_unknown_kind_is_wrong_use(tmp_path):
    assert CliRunner().invoke(export, ["deals", "--home", str(tmp_path)]).exit_code == 2


def test_whole_workspace_is_a_set_with_its_ledger(tmp_path):
    result = CliRunner().invoke(export, ["workspace", "--home", str(tmp_path / "home")])

    with zipfile.ZipFile(io.BytesIO(result.stdout_bytes)) as archive:
        assert {"manifest.json", "ledger.csv", "opportunity.csv"} <= set(archive.namelist())
    assert list(Export.objects.values_list("user", "kind")) == [(None, "workspace")]
