"""If-Match: change a record only if nobody changed it since it was read. A version is the row's transaction."""

from django.http import HttpRequest
from django.utils.http import parse_etags

from penstock.faces.api.errors import VersionDiffers
from penstock.foundation.base.models import Tracked


def require_version(request: HttpRequest, record: Tracked) -> None:
    """Raises VersionDiffers unless If-Match (if it is sent) names the record's present version. The row stays locked
    until the request's transaction ends, so that it is still true when the change is made."""
    wanted = parse_etags(request.headers.get("If-Match", "*"))
    if "*" in wanted:
        return
    rows = type(record)._base_manager.select_for_update(no_key=True).filter(pk=record.pk)
    if f'"{rows.values_list("xact", flat=True)[0]}"' not in wanted:
        raise VersionDiffers("The record was changed since you read it.", field="If-Match")
