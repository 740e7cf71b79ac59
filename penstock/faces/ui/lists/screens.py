"""The four list screens: their words, where they lie, and the page of a record."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from penstock.faces.ui.addresses import page_of_record
from penstock.faces.views.fields import Kind
from penstock.faces.views.query import ListQuery
from penstock.records.team.acting import Acting
from penstock.records.team.rules import may_import

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Screen:
    """`name` is the URL name of the list; the list's other addresses are NAME-filter, NAME-export and so on. The
    page of a record has the kind as its URL name."""

    kind: Kind
    name: str
    title: Text
    icon: str
    nothing_yet: Text
    import_hint: Text
    new: str

    def address(self, part: str = "", query: ListQuery | None = None) -> str:
        """The list's own address, or that of one of its parts, with a query."""
        path = reverse(f"{self.name}-{part}" if part else self.name)
        return f"{path}?{query.encoded}" if query is not None and query.encoded else path

    def record(self, id: int, query: ListQuery | None = None) -> str:
        """The page of a record; it carries the list one came from, so that j and k go on through it."""
        path = record_address(self.kind, id)
        return path if query is None else f"{path}{self.came_from(query)}"

    def came_from(self, query: ListQuery) -> str:
        """What the address of a record carries of the list."""
        return f"?{urlencode([*query.as_params(), ('face', 'list')])}"

    @property
    def new_address(self) -> str:
        """Where a record is made; empty where there is no such page."""
        try:
            return reverse(self.new)
        except NoReverseMatch:
            return ""

    def counted(self, count: int) -> str:
        """ "1,204 companies"."""
        match self.kind:
            case "company":
                return ngettext("company", "companies", count)
            case "person":
                return ngettext("person", "people", count)
            case "lead":
                return ngettext("lead", "leads", count)
            case _:
                return ngettext("opportunity", "opportunities", count)


def record_address(kind: Kind, id: int) -> str:
    """The page of a record."""
    return page_of_record(kind, id)


def import_address(actor: Acting, kind: Kind) -> str:
    """Where files of this kind are brought in; empty for who may not."""
    plural = {"company": "companies", "person": "people", "lead": "leads", "opportunity": "opportunities"}[
        kind
    ]
    return reverse("import") if may_import(actor, plural) else ""


SCREENS: dict[Kind, Screen] = {
    "company": Screen(
        "company",
        "companies",
        _("Companies"),
        "company",
        _("No companies yet"),
        _("Companies come from files, with opportunities and leads, or one by one."),
        "company-new",
    ),
    "person": Screen(
        "person",
        "people",
        _("People"),
        "person",
        _("No people yet"),
        _("People come from files, with opportunities and leads, or one by one."),
        "person-new",
    ),
    "lead": Screen(
        "lead",
        "leads",
        _("Leads"),
        "funnel",
        _("No leads yet"),
        _("Leads come from files, from the API, or one by one."),
        "lead-new",
    ),
    "opportunity": Screen(
        "opportunity",
        "opportunity-list",
        _("Opportunities"),
        "board",
        _("No opportunities yet"),
        _("Opportunities come from files, from leads, or one by one."),
        "opportunity-new",
    ),
}
