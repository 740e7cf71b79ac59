"""Who asks, with the type that views and actions want."""

from typing import cast

from django.http import HttpRequest

from penstock.records.team.models import User


def user_of(request: HttpRequest) -> User:
    """The user of a request behind `login_required`."""
    return cast(User, request.user)
