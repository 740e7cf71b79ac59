"""One company, one person: /companies/12/, /people/12/. Their lists are faces/ui/lists."""

from django.urls import URLPattern, include, path

from penstock.faces.ui.people import company, doubles, person
from penstock.faces.ui.record import creating
from penstock.faces.ui.record.kinds import COMPANY_KIND, PERSON, Kind
from penstock.faces.ui.record.urls import below


def apart(kind: Kind) -> list[URLPattern]:
    """Two that are not one, whatever they share."""
    given = {"kind": kind}
    return [
        path("<int:pk>/differences", doubles.differences, given, name=f"{kind.name}-differences"),
        path(
            "<int:pk>/differences/<int:other>/undo",
            doubles.difference_undo,
            given,
            name=f"{kind.name}-difference-undo",
        ),
    ]


companies = [
    path("new/", creating.new, {"kind": COMPANY_KIND}, name="company-new"),
    path("duplicates/", doubles.work_list, {"kind": COMPANY_KIND}, name="company-duplicates"),
    path("<int:pk>/", company.company, name="company"),
    path("<int:pk>/merges", doubles.merges, {"kind": COMPANY_KIND}, name="company-merges"),
    path(
        "<int:pk>/merges/<int:act>/undo", doubles.unmerging, {"kind": COMPANY_KIND}, name="company-unmerging"
    ),
    *apart(COMPANY_KIND),
    *below(COMPANY_KIND),
]
persons = [
    path("new/", creating.new, {"kind": PERSON}, name="person-new"),
    path("duplicates/", doubles.work_list, {"kind": PERSON}, name="person-duplicates"),
    path("<int:pk>/", person.person, name="person"),
    path("<int:pk>/merges", doubles.merges, {"kind": PERSON}, name="person-merges"),
    path("<int:pk>/merges/<int:act>/undo", doubles.unmerging, {"kind": PERSON}, name="person-unmerging"),
    *apart(PERSON),
    *below(PERSON),
]
urlpatterns = [path("companies/", include(companies)), path("people/", include(persons))]
