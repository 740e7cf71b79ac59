"""How columns were mapped: kept by header, and taken again when such a file comes again."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from penstock.exchange.imports.files import ImportOptions
from penstock.exchange.imports.models import ImportMapping
from penstock.exchange.imports.preparing.values import FilePlan
from penstock.exchange.imports.recognition.headers import folded


def signature_of(header: Sequence[str]) -> str:
    """The same for headers of the same names in the same order."""
    return hashlib.sha256("\n".join(map(folded, header)).encode()).hexdigest()


def kept_mapping(header: Sequence[str]) -> ImportMapping | None:
    """What was said about such a file the last time."""
    return ImportMapping.objects.filter(signature=signature_of(header)).first()


def keep_mappings(
    plans: Sequence[FilePlan], options: ImportOptions, user_id: int | None, now: datetime
) -> None:
    """Keep what a person said about columns; what was only recognised is recognised again."""
    for number, plan in enumerate(plans):
        said = options.of_file(number)
        if not said.mapping:
            continue
        headers = {folded(column.header) for column in plan.columns}
        mapping = {
            name: target for name, target in said.mapping.items() if folded(name) in headers or name.isdigit()
        }
        ImportMapping.objects.update_or_create(
            signature=signature_of(plan.table.header),
            defaults={
                "name": plan.table.name,
                "kind": plan.kind,
                "mapping": mapping,
                "user_id": user_id,
                "used_at": now,
            },
        )


def forget_mapping(header: Sequence[str]) -> None:
    """The next such file is recognised anew."""
    ImportMapping.objects.filter(signature=signature_of(header)).delete()
