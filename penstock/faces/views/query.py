"""What a list or board shows, as its address says it: a value, read from the URL and written back to it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from penstock.faces.views.fields import DEFAULT_SORT, Field, Kind, fields_of
from penstock.faces.views.filters import Filter, read_filter
from penstock.faces.views.given import day_or_none, number_or_none

PER_PAGE = 50
LAST_PAGE = 100_000


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Filters, search, sort, columns, page and date of one list. Every `with...` gives a new one, on its first page."""

    kind: Kind
    fields: dict[str, Field]
    filters: tuple[Filter, ...] = ()
    search: str = ""
    sort: str = ""
    columns: tuple[str, ...] = ()
    page: int = 1
    at: date | None = None
    known_then: bool = False
    view: int | None = None
    # Sentences about what the address asks and can't be done; the rest of it still holds.
    faults: tuple[str, ...] = ()

    @property
    def is_past(self) -> bool:
        return self.at is not None

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the reader's rights keeps records away."""
        return bool(self.filters or self.search)

    @property
    def sorted_by(self) -> tuple[Field, bool]:
        """(field, descending) by which the list is sorted now."""
        sort = self.sort or DEFAULT_SORT[self.kind]
        return self.fields[sort.removeprefix("-")], sort.startswith("-")

    @property
    def shown(self) -> list[Field]:
        """The columns, the name always first."""
        names = self.columns or [field.name for field in self.fields.values() if field.is_default]
        return [self.fields["name"], *(self.fields[name] for name in names if name != "name")]

    def as_params(self, *, paged: bool = True) -> list[tuple[str, str]]:
        """The parameters of the address that means this, in a fixed order."""
        params = [(filter.param, value) for filter in self.filters for value in filter.values]
        params += [("q", self.search), ("sort", self.sort), ("columns", ",".join(self.columns))]
        params += [
            ("as_of", self.at.isoformat() if self.at else ""),
            ("known", "yes" if self.known_then else ""),
        ]
        params += [
            ("view", str(self.view or "")),
            ("page", str(self.page) if paged and self.page > 1 else ""),
        ]
        return [(name, value) for name, value in params if value]

    def as_params_without(self, filter: Filter) -> list[tuple[str, str]]:
        """The parameters once this filter is taken away."""
        return self.without(filter).as_params()

    @property
    def encoded(self) -> str:
        """The parameters as they stand after the ? of an address."""
        return urlencode(self.as_params())

    def without(self, filter: Filter) -> "ListQuery":
        """Without one filter."""
        return self._changed(filters=tuple(one for one in self.filters if one is not filter))

    def with_filter(self, name: str, *values: str, operator: str = "is") -> "ListQuery":
        """With one filter more, in place of one of the same field and operator. No values: without it.
        Raises ValueError where the field can't be filtered so."""
        param = name if operator == "is" else f"{name}.{operator}"
        kept = tuple(one for one in self.filters if one.param != param)
        new = read_filter(param, list(values), self.fields)
        return self._changed(filters=(*kept, new) if new else kept)

    def cleared(self) -> "ListQuery":
        """Without filters and search."""
        return self._changed(filters=(), search="", view=None)

    def with_search(self, text: str) -> "ListQuery":
        """With other words to find in the name."""
        return self._changed(search=text)

    def without_passing(self) -> "ListQuery":
        """Without what belongs to the moment: page, date, saved view."""
        return self._changed(at=None, known_then=False, view=None)

    def with_sort(self, name: str) -> "ListQuery":
        """Sorted by a field; by the same again, the other way round."""
        field, descending = self.sorted_by
        return self._changed(sort=f"-{name}" if field.name == name and not descending else name)

    def with_columns(self, names: Iterable[str]) -> "ListQuery":
        """With other columns; unknown ones are left out."""
        return self._changed(columns=_columns(list(names), self.fields))

    def in_view(self, view_id: int | None) -> "ListQuery":
        """The same, as what a saved view stands for."""
        return self._changed(view=view_id)

    def on_page(self, page: int) -> "ListQuery":
        """Another page of the same."""
        return replace(self, page=page)

    def on_day(self, at: date | None, known_then: bool = False) -> "ListQuery":
        """As of another day; None is now."""
        return self._changed(at=at, known_then=known_then and at is not None)

    def filter_of(self, name: str, operator: str = "is") -> Filter | None:
        """The filter of a field, where there is one."""
        return next(
            (one for one in self.filters if one.field.name == name and one.operator == operator), None
        )

    def _changed(self, **changes: object) -> "ListQuery":
        return replace(self, page=1, faults=(), **changes)  # type: ignore[arg-type]


def read_query(
    kind: Kind, params: QueryDict, fields: dict[str, Field] | None = None, *, today: date | None = None
) -> ListQuery:
    """The query that an address means. What it asks and can't be done stands in `faults`. An as_of that is `today`
    or later is the present. One database query, for the fields (or none, where they are given)."""
    table = fields if fields is not None else fields_of(kind)
    filters, faults = _filters(params, table)
    at = day_or_none(params.get("as_of", ""))
    if params.get("as_of") and at is None:
        faults.append(_("“%(value)s” is no day.") % {"value": params["as_of"]})
    if at and today and at >= today:
        at = None
    return ListQuery(
        kind=kind,
        fields=table,
        filters=tuple(filters),
        search=params.get("q", "").replace("\x00", "").strip()[:200],
        sort=_sort(params.get("sort", ""), table),
        columns=_columns(params.get("columns", "").split(",") + params.getlist("column"), table),
        page=_page(params.get("page", "")),
        at=at,
        known_then=at is not None and bool(params.get("known")),
        view=number_or_none(params.get("view", "")),
        faults=tuple(faults),
    )


def _filters(params: QueryDict, fields: dict[str, Field]) -> tuple[list[Filter], list[str]]:
    found: list[Filter] = []
    faults: list[str] = []
    for param, values in params.lists():
        try:
            filter = read_filter(param, [str(value) for value in values], fields)
        except ValueError as fault:
            faults.append(str(fault))
        else:
            found += [filter] if filter else []
    return found, faults


def _sort(text: str, fields: dict[str, Field]) -> str:
    field = fields.get(text.removeprefix("-"))
    return text if field is not None and field.sort else ""


def _columns(names: list[str], fields: dict[str, Field]) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys(names) if name in fields and fields[name].is_column)


def _page(text: str) -> int:
    return min(max(int(text), 1), LAST_PAGE) if text.isdecimal() and len(text) < 10 else 1
