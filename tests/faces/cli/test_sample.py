"""penstock sample, as far as it needs no installation: the actions' tests are in tests/exchange/sample."""

import pytest
from click.testing import CliRunner

from penstock.faces.cli.sample import sample, show_progress


@pytest.mark.parametrize("words", [["--scale", "0"], ["--scale", "much"], ["--seed", "-1"]])
def test_what_makes_no_sense_is_refused(words):
    assert CliRunner().invoke(sample, words).exit_code == 2


def test_progress_goes_to_standard_error(capsys):
    show_progress(400, 10_000)

    assert capsys.readouterr() == ("", "sample company: 400 of 10,000 opportunities\n")
