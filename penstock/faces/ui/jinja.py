"""The Jinja2 environment of all our pages: escaping, texts, formats, and the components under the name `ui`."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from penstock.faces.ui import addresses, browsers, formats, importmap, navigation
from penstock.faces.ui import components as drawn

TEMPLATES = Path(__file__).parent / "templates"

FILTERS = {
    "number": formats.number,
    "signed": formats.signed,
    "money": formats.money,
    "short_money": formats.short_money,
    "per_cent": formats.per_cent,
    "day": formats.day,
    "clock": formats.clock,
    "moment": formats.moment,
    "when": formats.when,
    "ago": formats.ago,
    "days": formats.days,
    "browser": browsers.browser,
}


def environment(**options: Any) -> jinja2.Environment:
    """What settings.TEMPLATES names. A name that is not there is an error, never an empty place."""
    options |= {"undefined": jinja2.StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    env = jinja2.Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], **options)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    # In place of the extension's own, which go through the context for each text; a page has hundreds.
    env.globals |= {"_": text, "gettext": text, "ngettext": text_of_number}
    env.filters |= {**FILTERS, "attributes": attributes}
    env.globals |= {
        "static": static,
        "url": url,
        "import_map": importmap.import_map,
        "key": navigation.key,
        "keys_json": navigation.keys_json,
        "honest_share": formats.honest_share,
        "language": translation.get_language,
    }
    components(env)
    return env


def text(message: str, /, **values: Any) -> Markup:
    """The message in the language of this answer, with its values in place, each escaped."""
    language = translation.get_language() or ""
    return _in_language(language, message) % values if values else _without_values(language, message)


def text_of_number(one: str, several: str, count: int, /, **values: Any) -> Markup:
    """The same for a number of things; the message may show it as %(num)s."""
    return Markup(translation.ngettext(one, several, count)) % ({"num": count} | values)


@lru_cache(10_000)
def _in_language(language: str, message: str) -> Markup:
    return Markup(translation.gettext(message))


@lru_cache(10_000)
def _without_values(language: str, message: str) -> Markup:
    return _in_language(language, message) % {}


def url(name: str, *args: Any, query: Mapping[str, Any] | None = None, **kwargs: Any) -> str:
    """The address of a named page; `query` becomes its ?state, without what is empty."""
    given = {key: value for key, value in (query or {}).items() if value not in (None, "", [])}
    if not kwargs and not given and len(args) < 2:
        return addresses.page_of_record(name, args[0]) if args else addresses.page(name)
    return reverse(name, args=args, kwargs=kwargs, query=given or None)


def components(env: jinja2.Environment) -> SimpleNamespace:
    """The components of components.py and every macro of templates/components/, each under its own name. They are globals, because a block that is
    rendered alone runs none of its page's imports. A macro refuses an argument that it does not know."""
    found: dict[str, Any] = {"icon": drawn.icon, "keys": drawn.keys, "avatar": drawn.avatar}
    # They call each other through the name, so it is there before the first is read.
    ui = env.globals["ui"] = SimpleNamespace()
    for path in sorted((TEMPLATES / "components").glob("*.html")):
        exported = vars(env.get_template(f"components/{path.name}").module)
        found |= {name: macro for name, macro in exported.items() if isinstance(macro, Macro)}
    ui.__dict__.update(found)
    return ui


def attributes(given: Mapping[str, Any] | None) -> Markup:
    """A mapping as HTML attributes: True is the bare name; None, False and an `if` without `else` are left out;
    mappings and lists are JSON. Raises ValueError for `style` and handlers, which the policy would block."""
    parts: list[str] = []
    for name, value in (given or {}).items():
        if name == "style" or (name.startswith("on") and "-" not in name):
            raise ValueError(f"attribute {name!r}: behaviours attach by data-, looks by class")
        if value is None or value is False or isinstance(value, jinja2.Undefined):
            continue
        if isinstance(value, dict | list):
            value = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        parts.append(f" {escape(name)}" if value is True else f' {escape(name)}="{escape(value)}"')
    return Markup("".join(parts))
