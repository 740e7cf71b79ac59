import json

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from penstock.faces.ui.importmap import FILES, MODULES, import_map
from penstock.faces.ui.static_files import HashedStaticFiles, NodeModulesFinder


def test_only_the_files_of_the_table_are_served_from_node_modules():
    finder = NodeModulesFinder()

    assert [path for path, _storage in finder.list([])] == list(FILES)
    assert finders.find("npm/htmx.js") == str(settings.NODE_MODULES / FILES["npm/htmx.js"])
    assert finders.find("htmx.org/package.json") is None


def test_a_missing_package_is_told_by_the_check(tmp_path, settings):
    settings.NODE_MODULES = tmp_path

    assert len(NodeModulesFinder().check()) == len(FILES)


def test_the_map_names_files_that_are_served():
    assert set(MODULES.values()) <= set(FILES)
    assert set(json.loads(import_map())["imports"]) == set(MODULES)


def test_collected_names_carry_hashes_and_modules_import_them(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    storage = HashedStaticFiles(location=tmp_path)

    app = (tmp_path / storage.stored_name("js/app.js")).read_text()
    lazy = (tmp_path / storage.stored_name("js/lazy.js")).read_text()
    css = (tmp_path / storage.stored_name("css/tokens.css")).read_text()

    assert storage.stored_name("js/hotkey.js").removeprefix("js/") in app
    assert storage.stored_name("js/sortable-board.js").removeprefix("js/") in lazy
    assert storage.stored_name("npm/inter-latin.woff2").removeprefix("npm/") in css
