import re
from pathlib import Path

import pytest
from django.template import engines

from penstock.faces.ui.importmap import MODULES
from penstock.faces.ui.jinja import TEMPLATES, attributes

FILES = sorted(TEMPLATES.rglob("*.html"))
STATIC = TEMPLATES.parent / "static"


# What a reader would see: words between tags, and in the attributes that are read out.
CODE = re.compile(r"{% block (?:main|card)_class %}.*?{% endblock %}|{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
SAID = re.compile(r'(?:aria-label|title|alt|placeholder)="([^"{]*[A-Za-z]{2}[^"{]*)"')
NAMES = {"Penstock", "Esc"}


def component(source, **context):
    return engines["jinja2"].env.from_string(source).render(context)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_compiles_and_has_nothing_inline(path: Path):
    text = path.read_text()

    engines["jinja2"].env.get_template(str(path.relative_to(TEMPLATES)))

    assert re.findall(r"\sstyle=|\son[a-z]+=|hx-on|javascript:|js:", text) == []
    assert re.findall(r"<script(?![^>]*\bnonce=)", text) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_every_text_of_a_template_can_be_translated(path: Path):
    text = CODE.sub(" ", path.read_text())
    plain = re.findall(r"[^\W\d_]{2,}", TAG.sub(" ", text))

    assert [word for word in plain if word not in NAMES and not word.startswith("DOCTYPE")] == []
    assert SAID.findall(text) == []


def test_an_unknown_argument_of_a_component_is_an_error():
    with pytest.raises(TypeError, match="colour"):
        component('{{ ui.button("Save", colour="red") }}')


def test_an_unknown_kind_of_a_component_is_an_error():
    with pytest.raises(Exception, match="no attribute 'shouting'"):
        component('{{ ui.button("Save", kind="shouting") }}')


def test_a_key_that_is_not_in_the_table_is_an_error():
    with pytest.raises(KeyError):
        component('{{ ui.button("Save", does="dance") }}')


def test_attributes_refuse_what_the_policy_would_block():
    for name in ("style", "onclick"):
        with pytest.raises(ValueError, match=name):
            attributes({name: "x"})


def test_attributes_write_each_kind_of_value():
    given = {"hidden": True, "title": 'a "b"', "id": None, "disabled": False, "hx-vals": {"stage": 3}}

    assert attributes(given) == ' hidden title="a &#34;b&#34;" hx-vals="{&#34;stage&#34;:3}"'


def test_a_button_is_a_link_where_it_leads_somewhere():
    assert component('{{ ui.button("New", href="/new/", kind="go") }}').strip() == (
        '<a href="/new/" class="button button--go"><span>New</span></a>'
    )


def test_a_button_alone_is_a_form_that_works_without_script():
    html = component('{{ ui.button("Undo", action="/undo/", csrf_input="token", fields={"run": 7}) }}')

    assert '<form class="button-form" action="/undo/" method="post">token' in html
    assert '<input type="hidden" name="run" value="7">' in html


def test_a_button_shows_the_key_of_the_table():
    html = component('{{ ui.button("Won", does="won") }}')

    assert 'data-key="won"' in html
    assert '<kbd class="hint" aria-hidden="true">w</kbd>' in html


def test_a_field_with_an_error_tells_the_screen_reader():
    html = component('{{ ui.input("amount", "Amount", value="x", error="Not an amount", help="In euros") }}')

    assert 'aria-describedby="id_amount_helptext id_amount_error"' in html
    assert 'aria-invalid="true"' in html
    assert '<div class="field__error" id="id_amount_error">Not an amount</div>' in html


@pytest.mark.parametrize(
    "kind", ["nothing_yet", "nothing_found", "nothing_visible", "not_enough", "not_computed"]
)
def test_the_five_kinds_of_nothing(kind):
    assert f'data-empty="{kind}"' in component("{{ ui.empty(kind, 'Nothing') }}", kind=kind)


def test_a_number_that_is_not_honest_is_not_shown():
    html = component('{{ ui.fact("Win rate", value="43 %", why_not="Not enough data: 7 of 20") }}')

    assert "43" not in html
    assert "Not enough data: 7 of 20" in html


def test_a_length_is_an_attribute_of_svg():
    assert '<rect class="level__fill" width="42.5" height="3" rx="1.5"/>' in component(
        "{{ ui.level(0.425, 3) }}"
    )


def test_modules_import_by_relative_name_or_from_the_map():
    for path in (STATIC / "js").glob("*.js"):
        for name in re.findall(r"""(?:from|import)\s*\(?\s*["']([^"']+)["']""", path.read_text()):
            assert name in MODULES or (STATIC / "js" / name).is_file(), (path.name, name)
