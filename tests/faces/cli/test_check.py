from penstock.faces.cli.check import _finding, _rooms
from penstock.foundation.base import registry
from penstock.foundation.machine.checks import Finding


def test_rooms_are_asked_through_the_registry(tmp_path):
    registry.checks["a test's"] = lambda: ["Two words.", "More."]
    try:
        found = {finding.what: finding for finding in _rooms(tmp_path / "home")}
    finally:
        del registry.checks["a test's"]
    assert found["a test's"] == Finding("a test's", "to mend", "Two words. More.")
    assert _finding("mail", []).is_well
