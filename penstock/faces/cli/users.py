"""penstock user: people who may sign in, from the machine's shell."""

import os
import sys
from pathlib import Path

import click

from penstock.faces.cli.home import home_option, opened

ROLES = ("administrator", "manager", "representative", "marketer", "viewer")
# `penstock up` gives the first start's wishes to its first steps, and to nothing else.
FIRST_START = "PENSTOCK_DEFAULT_CURRENCY"


@click.group()
def user() -> None:
    """People who may sign in."""


@user.command()
@click.argument("email")
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--name", default="", help="Else what stands before the @.")
@click.option(
    "--password-stdin",
    is_flag=True,
    help="Read the password from standard input; else a random one is shown once.",
)
@home_option
def add(email: str, role: str, name: str, password_stdin: bool, home: Path) -> None:
    """Make a user who signs in with EMAIL."""
    given = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    with opened(home):
        from penstock.foundation.base.errors import Refused

        try:
            password = make(email, role, name, given)
        except Refused as refusal:
            click.echo(f"penstock: {email}: {refusal}", err=True)
            raise SystemExit(2) from refusal
    click.echo(f"Sign in as {email}" + (f" with the password {password}" if given is None else ""))


@user.command()
@click.argument("owner")
@click.argument("email")
@home_option
def match(owner: str, email: str, home: Path) -> None:
    """Say who OWNER is, whom an import kept by name: the user with EMAIL, who is made of them if there is none."""
    with opened(home):
        from penstock.exchange.imports.owners import make_user_of, match_owner, owner_named
        from penstock.foundation.base.errors import Refused
        from penstock.records.team.acting import Acting
        from penstock.records.team.models import User

        actor = Acting.at_terminal()
        try:
            found = owner_named(actor, owner)
            known = User.objects.filter(email__iexact=email, is_removed=False).exclude(pk=found.pk).first()
            if known is None:
                make_user_of(actor=actor, owner=found, email=email)
                click.echo(f"{found.name} is {email} and may sign in once a password is set")
                return
            count = match_owner(actor=actor, owner=found, user=known)
        except Refused as refusal:
            click.echo(f"penstock: {refusal}", err=True)
            raise SystemExit(2) from refusal
    click.echo(f"{count} records of {found.name} are {known.name}'s, from the beginning")


def make(email: str, role: str, name: str, password: str | None) -> str:
    """The user, and the password they have. A first start that was broken off before it could say its password
    gives a new one. Raises Refused."""
    from penstock.records.team import actions
    from penstock.records.team.acting import Acting
    from penstock.records.team.models import User

    actor = Acting.at_terminal()
    untold = User.objects.filter(email__iexact=email, last_login=None).first()
    if untold and FIRST_START in os.environ:
        return actions.give_password(actor=actor, user=untold)
    password = actions.random_password() if password is None else password
    actions.create_user(actor=actor, email=email, role=role, name=name, password=password)
    return password
