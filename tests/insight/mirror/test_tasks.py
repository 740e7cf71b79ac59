"""The job of each minute: it does nothing where nothing was written, and leaves nothing in the worker's memory."""

import subprocess
import sys

from penstock.insight.mirror.manifest import read_manifest
from penstock.insight.mirror.place import is_behind
from penstock.insight.mirror.tasks import sync_mirror_task
from tests.committed import settle
from tests.insight.mirror.test_lake import seed

APART = """
import sys
from pathlib import Path
from penstock.insight.mirror.apart import sync_apart

sync_apart(Path(sys.argv[1]), sys.argv[2])
print(*({"duckdb", "ibis", "pyarrow", "adbc_driver_postgresql"} & sys.modules.keys()))
"""


def test_the_job_goes_by_what_was_written(committed, tmp_path, settings):
    settings.HOME, lake = tmp_path, tmp_path / "lake"
    _stages, deals = seed()
    sync_mirror_task()
    assert read_manifest(lake) is None

    settle(committed)
    # Two interpreters, so that what is loaded can be looked at.
    words = [sys.executable, "-c", APART, str(lake), committed]
    loaded = subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()
    assert (loaded, read_manifest(lake).serial) == ("", 1)

    sync_mirror_task()
    assert read_manifest(lake).serial == 1

    deals[0].amount_minor = 70
    deals[0].save(update_fields=["amount_minor"])
    assert is_behind()
