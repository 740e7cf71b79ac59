import pytest
from click.testing import CliRunner

from penstock.faces.cli.users import user
from penstock.records.team.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path):
    def call(*words: str, typed: str = ""):
        return CliRunner().invoke(user, ["add", *words, "--home", str(tmp_path / "home")], input=typed)

    return call


def test_a_random_password_is_shown_once(run):
    result = run("admin@localhost", "--role", "administrator")

    assert result.exit_code == 0
    said, password = result.output.strip().rsplit(" ", 1)
    assert said == "Sign in as admin@localhost with the password"
    made = User.objects.get()
    assert (made.email, made.name, made.role) == ("admin@localhost", "admin", "administrator")
    assert made.check_password(password)


def test_a_password_comes_by_standard_input(run):
    result = run(
        "maya@example.com",
        "--role",
        "manager",
        "--name",
        "Maya K",
        "--password-stdin",
        typed="quite a secret\n",
    )

    assert result.output == "Sign in as maya@example.com\n"
    assert User.objects.get(name="Maya K").check_password("quite a secret")


@pytest.mark.parametrize(
    ("words", "typed", "sentence"),
    [
        (("nonsense", "--role", "viewer"), "", "This is no e-mail address."),
        (("a@example.com", "--role", "viewer", "--password-stdin"), "short\n", "too short"),
        (("a@example.com", "--role", "king"), "", "'king' is not one of"),
    ],
)
def test_what_is_refused_is_said_in_one_line(run, words, typed, sentence):
    result = run(*words, typed=typed)

    assert result.exit_code == 2
    assert sentence in result.output
    assert not User.objects.exists()


def test_the_first_start_may_be_tried_again(run, monkeypatch):
    monkeypatch.setenv("PENSTOCK_DEFAULT_CURRENCY", "PLN")
    run("admin@localhost", "--role", "administrator")

    again = run("admin@localhost", "--role", "administrator")

    assert again.exit_code == 0
    assert User.objects.get().check_password(again.output.split()[-1])


def test_later_an_address_is_taken(run):
    run("admin@localhost", "--role", "administrator")

    assert run("admin@localhost", "--role", "viewer").exit_code == 2
