"""The whole workspace as a set of files, noted like every export."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from penstock.exchange.imports.whole.leaving import workspace_file
from penstock.faces.views.models import Export
from penstock.records.team import rules
from penstock.records.team.acting import Acting


def export_workspace(*, actor: Acting, now: datetime) -> Iterator[bytes]:
    """One .zip in pieces: a file for each kind, the ledger, attached files. Raises NotAllowed for all but administrators."""
    rules.require(rules.may_administer(actor), _("Only an administrator may take the whole workspace."))
    pieces, counts = workspace_file(now)
    Export.objects.create(
        user_id=actor.user_id,
        kind="workspace",
        query={"tables": sorted(counts)},
        row_count=sum(counts.values()),
    )
    return pieces
