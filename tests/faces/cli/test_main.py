import subprocess
import sys

import pytest
from click.testing import CliRunner

from penstock.faces.cli.main import COMMANDS, main


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name):
    assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0


def test_help_lists_every_command_and_loads_no_django():
    program = "import sys; from penstock.faces.cli.main import main; main(['--help'], standalone_mode=False); sys.exit('django' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (said.returncode, said.stderr) == (0, "")
    assert [name for name in COMMANDS if f"\n  {name} " not in said.stdout] == []
