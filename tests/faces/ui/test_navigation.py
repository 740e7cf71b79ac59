import json
import re
from collections import Counter

from penstock.faces.ui import navigation
from penstock.faces.ui.jinja import TEMPLATES
from penstock.faces.ui.navigation import KEYS, PLACES


def test_names_are_unique_and_keys_within_a_group_too():
    names = Counter(row.name for row in (*PLACES, *KEYS))
    chords = Counter((str(row.group), row.keys) for row in KEYS)

    assert [name for name, n in (names | chords).items() if n > 1] == []


def test_the_browser_gets_every_key():
    table = json.loads(navigation.keys_json())

    assert {name for names in table.values() for name in names} == {
        row.name for row in (*PLACES, *KEYS) if row.keys
    }


def test_every_place_of_the_menu_has_an_address():
    assert [place.name for place in PLACES if not navigation.address_of(place.url_name)] == []


def test_templates_name_only_keys_of_the_table():
    known = {row.name for row in (*PLACES, *KEYS)}
    for path in TEMPLATES.rglob("*.html"):
        used = re.findall(r'data-key="([\w-]+)"|does="([\w-]+)"', path.read_text())
        assert {one or other for one, other in used} <= known, path


def test_a_place_for_a_role_is_not_in_others_menus(monkeypatch):
    monkeypatch.setattr(
        navigation, "PLACES", (navigation.Place("keys", "Keys", "keys", "key", roles=("administrator",)),)
    )

    assert navigation.places(lambda role: False) == []
    assert [address for _place, address in navigation.places(lambda role: True)] == ["/keys/"]
