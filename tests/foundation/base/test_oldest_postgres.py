"""The ledger and the records on the oldest PostgreSQL that we take (15), where there is one on the machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

OLDEST = Path("/usr/lib/postgresql/15")
ROOT = Path(__file__).resolve().parents[3]
TESTS = ("tests/foundation/base/test_ledger.py", "tests/records", "tests/exchange/sample/test_actions.py")


@pytest.mark.slow
@pytest.mark.skipif(not (OLDEST / "bin" / "initdb").exists(), reason=f"there is no PostgreSQL in {OLDEST}")
def test_ledger_and_records_hold_on_the_oldest_server():
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PENSTOCK_", "PYTEST_"))
    }
    env = kept | {"PENSTOCK_TEST_POSTGRES": str(OLDEST)}

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", *TESTS],
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout[-4000:]
