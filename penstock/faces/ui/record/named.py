"""Companies and persons as a form names them: found among what someone sees, or, in a form that makes a record, made."""

from typing import TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from penstock.foundation.base.errors import Refused
from penstock.records.people.actions import create_company, create_person
from penstock.records.people.models import Company, Person
from penstock.records.people.queries import companies_visible_to, persons_visible_to
from penstock.records.team.acting import Acting
from penstock.records.team.models import User

Named = TypeVar("Named", Company, Person)


def company_called(user: User, text: str) -> Company | None:
    """By name, or by domain where several have the name. Raises Refused where it is still not clear which."""
    if not text:
        return None
    seen = companies_visible_to(user)
    found = _called(seen, text, "company", _("Several companies are called “%(name)s”: write the domain."))
    return found or seen.filter(domains__contains=[text.lower()]).order_by("pk").first()


def person_called(user: User, text: str, company: Company | None = None) -> Person | None:
    """By e-mail, else by name, of this company where one is said. Raises Refused where it is not clear who."""
    if not text:
        return None
    seen = persons_visible_to(user)
    if "@" in text:
        return seen.filter(emails__contains=[text.lower()]).order_by("pk").first()
    of_company = seen.filter(company=company) if company else seen
    several = _("Several people are called “%(name)s”: write the e-mail address.")
    return _called(of_company, text, "person", several)


def company_of(actor: Acting, user: User, text: str) -> Company | None:
    """The company that a new record's form names; made with it where it is not here yet."""
    if not text:
        return None
    return company_called(user, text) or create_company(actor=actor, name=text, in_passing=True)


def person_of(
    actor: Acting, user: User, name: str, *, email: str = "", phone: str = "", company: Company | None = None
) -> Person | None:
    """The person that a new record's form names, by e-mail if one is given; made with it where not here yet."""
    if not name and not email and not phone:
        return None
    found = person_called(user, email or name, company)
    return found or new_person(actor, name, email=email, phone=phone, company=company)


def new_person(
    actor: Acting, name: str, *, email: str = "", phone: str = "", company: Company | None = None
) -> Person:
    """A person of whom no more is known. What looks like an e-mail address is no name."""
    if "@" in name:
        name, email = "", email or name
    first, _space, last = name.rpartition(" ")
    return create_person(
        actor=actor,
        first_name=first,
        last_name=last,
        emails=[email] if email else [],
        phones=[phone] if phone else [],
        company=company,
        in_passing=True,
    )


def _called(seen: QuerySet[Named], name: str, field: str, several: str) -> Named | None:
    found = seen.filter(name__iexact=name).order_by("pk")[:2]
    if len(found) > 1:
        raise Refused(several % {"name": name}, field=field)
    return found[0] if found else None
