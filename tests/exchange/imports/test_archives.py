"""A backup in one archive is a set."""

import io
import zipfile

import pytest

from penstock.exchange.imports.uploads import files_of, keep_upload, unpacked
from penstock.records.pipeline.models import Opportunity


@pytest.fixture
def backup(tmp_path):
    """Write an archive of these members."""

    def write(members):
        path = tmp_path / "backup.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return path

    return write


TABLES = {
    "export/Opportunity.csv": "Id,Name,StageName,Amount,CloseDate,AccountId\n006A,One,Prospecting,5,2027-01-01,001A\n",
    "../../Account.csv": "Id,Name\n001A,Acme\n",
    "README.txt": "A backup",
    "__MACOSX/x.csv": "x",
}


def test_tables_of_an_archive_are_a_set(backup, bring, settings, tmp_path):
    paths = unpacked([backup(TABLES)])

    outcome = bring(*paths)

    assert [path.name for path in paths] == ["Account.csv", "Opportunity.csv"]
    assert all(path.is_relative_to(settings.MEDIA_ROOT) for path in paths)
    assert outcome.created == {"companies": 1, "opportunities": 1}
    assert Opportunity.objects.get().company.name == "Acme"


def test_upload_of_an_archive_is_its_tables_in_order(backup, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    archive = backup(TABLES).read_bytes()

    token = keep_upload([("a.csv", [b"x,y\n"]), ("backup.zip", [archive]), ("b.csv", [b"x,y\n"])])

    assert [path.name for path in files_of(token)] == ["a.csv", "Account.csv", "Opportunity.csv", "b.csv"]


@pytest.mark.parametrize(
    "members",
    [{"one.csv": "a,b\n"}, {"manifest.json": "{}", "a.csv": "", "b.csv": ""}, {f"{n}.csv": "a" for n in range(300)}, {"a.pdf": "", "b": ""}],
)  # fmt: skip
def test_other_archives_stay_as_they_are(backup, members):
    path = backup(members)

    assert unpacked([path]) == [path]


def test_damaged_archive_stays_for_the_reader_to_say_why(backup, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    content = bytearray(backup({"a.csv": "name,amount\n" * 99, "b.csv": "name,amount\n" * 99}).read_bytes())
    content[60:80] = bytes(20)

    token = keep_upload([("backup.zip", [bytes(content)])])

    assert [path.name for path in files_of(token)] == ["backup.zip"]
    assert zipfile.is_zipfile(io.BytesIO(content))
