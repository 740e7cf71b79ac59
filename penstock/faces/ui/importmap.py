"""What the browser gets from npm: one table of files, and the import map made from it.

Nothing third-party is committed: these few files are served from node_modules under /static/npm/, hashed like
our own (static_files.py). Bare names in our modules (`import htmx from "htmx"`) are resolved by the map.
"""

import json
from functools import cache

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

FILES = {
    "npm/echarts.js": "echarts/dist/echarts.esm.min.mjs",
    "npm/htmx.js": "htmx.org/dist/htmx.esm.min.js",
    "npm/sortable.js": "sortablejs/modular/sortable.core.esm.js",
    "npm/inter-latin.woff2": "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
    "npm/inter-latin-ext.woff2": "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2",
    "npm/inter-cyrillic.woff2": "@fontsource-variable/inter/files/inter-cyrillic-wght-normal.woff2",
}

MODULES = {
    "echarts": "npm/echarts.js",
    "htmx": "npm/htmx.js",
    "sortablejs": "npm/sortable.js",
}


@cache
def import_map() -> SafeString:
    """The content of <script type="importmap">; the addresses carry the files' hashes."""
    imports = {name: static(path) for name, path in MODULES.items()}
    return mark_safe(json.dumps({"imports": imports}, separators=(",", ":")))
