"""How static files are found and named: ours and the few from node_modules, each with its hash in its name."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.checks import CheckMessage
from django.core.checks import Error as CheckError
from django.core.files.storage import FileSystemStorage, Storage

from penstock.faces.ui.importmap import FILES


class NodeModules(FileSystemStorage):
    """node_modules seen through the table: no file that is not in it exists."""

    prefix = ""

    def path(self, name: str) -> str:
        return str(settings.NODE_MODULES / FILES[name])


class NodeModulesFinder(BaseFinder):
    def __init__(self, app_names: Iterable[str] | None = None, *args: Any, **kwargs: Any) -> None:
        self.storage = NodeModules(location=settings.NODE_MODULES)

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path not in FILES:
            return []
        return [self.storage.path(path)] if find_all else self.storage.path(path)

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        missing = [source for source in FILES.values() if not (settings.NODE_MODULES / source).is_file()]
        hint = "Run `make run`, or set PENSTOCK_NODE_MODULES."
        return [CheckError(f"{source} is not in {settings.NODE_MODULES}", hint=hint) for source in missing]

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for path in FILES:
            yield path, self.storage


class HashedStaticFiles(ManifestStaticFilesStorage):
    """Names carry the hash of the content, so that browsers may keep files for ever; our modules' relative
    imports are rewritten alike. Before anything was collected (a test, a shell) names are plain."""

    support_js_module_import_aggregation = True

    def stored_name(self, name: str) -> str:
        return str(super().stored_name(name)) if self.hashed_files else name
