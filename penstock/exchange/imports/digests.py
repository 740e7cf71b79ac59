"""Whether the files of an interrupted run are still what they were."""

import hashlib
from pathlib import Path

from django.utils.translation import gettext as _

from penstock.exchange.imports.models import ImportRun
from penstock.exchange.imports.uploads import files_of
from penstock.foundation.base.errors import Refused


def digest_of(path: Path) -> str:
    """SHA-256 of the bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def named_paths(run: ImportRun) -> list[Path]:
    """The files of the run. Raises Refused when one is gone or was changed since."""
    paths = files_of(run.upload) if run.upload else [Path(file["path"]) for file in run.files]
    if len(paths) != len(run.files) or not paths:
        raise Refused(_("The files of this import are gone; import them again."))
    for path, file in zip(paths, run.files, strict=True):
        if not path.is_file():
            raise Refused(_("%(name)s is gone; import it again.") % {"name": file["name"]})
        if file.get("digest") and digest_of(path) != file["digest"]:
            raise Refused(
                _("%(name)s is not the file that it was; import it again.") % {"name": file["name"]}
            )
    return paths
