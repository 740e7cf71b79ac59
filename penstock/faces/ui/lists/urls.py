"""The four lists, with their parts, and the search."""

from django.urls import URLPattern, path

from penstock.faces.ui.lists import bulk, exports, filtering, listing, saving, searching
from penstock.faces.views.fields import Kind


def _of(kind: Kind, name: str, at: str) -> list[URLPattern]:
    its = {"kind": kind}
    return [
        path(at, listing.listing, its, name=name),
        path(f"{at}totals/", listing.totals, its, name=f"{name}-totals"),
        path(f"{at}filters/", filtering.filters, its, name=f"{name}-filters"),
        path(f"{at}bulk/", bulk.bulk, its, name=f"{name}-bulk"),
        path(f"{at}export/", exports.export, its, name=f"{name}-export"),
        path(f"{at}views/", saving.views, its, name=f"{name}-views"),
        path(f"{at}views/<int:pk>/", saving.view, its, name=f"{name}-view"),
        path(f"{at}views/<int:pk>/removal/", saving.removal, its, name=f"{name}-view-removal"),
    ]


urlpatterns = [
    *_of("company", "companies", "companies/"),
    *_of("person", "people", "people/"),
    *_of("lead", "leads", "leads/"),
    *_of("opportunity", "opportunity-list", "opportunities/list/"),
    path("bulk/<int:act>/undo/", bulk.undo, name="bulk-undo"),
    path("search/", searching.searching, name="search"),
    path("search/companies/", searching.names, {"kind": "company"}, name="company-names"),
    path("search/people/", searching.names, {"kind": "person"}, name="person-names"),
]
