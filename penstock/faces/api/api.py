"""The API as a whole: its operations, in the order in which the page shows them."""

from typing import Any

from ninja import NinjaAPI
from ninja.operation import Operation

from penstock import __version__
from penstock.faces.api import (
    activities,
    alerts,
    companies,
    company,
    conversions,
    dashboards,
    exports,
    files,
    finding,
    imports,
    interventions,
    leads,
    measures,
    metrics,
    moving,
    opportunities,
    parts,
    persons,
    pipelines,
    remarks,
    reports,
    sets,
    teams,
    views,
    words,
    workspace,
)
from penstock.faces.api.authentication import Key
from penstock.faces.api.errors import speak_one_shape


class Api(NinjaAPI):
    """Operations are called by the name of their function: it is the name that generated clients show."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return str(operation.view_func.__name__)


api: Any = Api(
    title="Penstock",
    version=__version__,
    description="Leads, companies, persons and opportunities, now and as of any past instant. See docs/api.md.",
    auth=Key(),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)
speak_one_shape(api)
# Sets and duplicates before single records: "changes" is no id.
for prefix, room in (
    ("", sets),
    ("", views),
    ("", finding),
    ("/exports", exports),
    ("/companies", companies),
    ("/persons", persons),
    ("/leads", leads),
    ("/leads", conversions),
    ("/opportunities", opportunities),
    ("/opportunities", moving),
    ("/opportunities", parts),
    ("", activities),
    ("", files),
    ("", company),
    ("/imports", imports),
    ("", workspace),
    ("", teams),
    ("", pipelines),
    ("", words),
    ("", metrics),
    ("", reports),
    ("", dashboards),
    ("", alerts),
    ("", measures),
    ("", remarks),
    ("", interventions),
):
    api.add_router(prefix, room.router)
