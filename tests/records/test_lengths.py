"""What nobody typed is refused with the field's name, in the company's own fields and in lists of words as in any other."""

import pytest

from penstock.foundation.base.errors import Refused
from penstock.records.people.actions import create_company, create_custom_field, update_company
from penstock.records.team.acting import Acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(administrator):
    admin = Acting.on_screen(administrator)
    for kind in ("text", "long_text", "number", "link"):
        create_custom_field(actor=admin, kind="company", label=kind, type=kind)
    return create_company(actor=admin, name="Hansen Logistik")


@pytest.mark.parametrize(
    ("key", "longest", "value"),
    [
        ("text", 500, "a" * 501),
        ("long_text", 20_000, "a" * 20_001),
        ("number", 500, "9" * 501),
        ("link", 500, "https://example.com/" + "a" * 500),
    ],
)
def test_a_custom_value_has_a_limit_and_the_message_does_not_repeat_it(
    administrator, company, key, longest, value
):
    with pytest.raises(Refused) as refusal:
        update_company(
            actor=Acting.on_screen(administrator), company=company, changes={f"custom.{key}": value}
        )

    assert refusal.value.field == f"custom.{key}"
    assert str(refusal.value) == f"This is too long: at most {longest} letters."


def test_as_much_as_fits_is_kept(administrator, company):
    changes = {"custom.text": "a" * 500, "custom.long_text": "b" * 20_000}

    update_company(actor=Acting.on_screen(administrator), company=company, changes=changes)

    company.refresh_from_db()
    assert company.custom == {"text": "a" * 500, "long_text": "b" * 20_000}


def test_each_of_several_has_the_limit_of_a_line(administrator, company):
    with pytest.raises(Refused) as refusal:
        update_company(
            actor=Acting.on_screen(administrator), company=company, changes={"phones": ["+1", "2" * 501]}
        )

    assert (refusal.value.field, str(refusal.value)) == ("phones", "This is too long: at most 500 letters.")


def test_a_field_with_a_long_label_has_a_short_key(administrator):
    actor = Acting.on_screen(administrator)

    field = create_custom_field(actor=actor, kind="company", label="Whether " * 12, type="text")

    assert (field.label, len(field.key)) == (("Whether " * 12).strip(), 56)


@pytest.mark.parametrize("name", [" ", "\u200b", "\u202e\u2066 \ufeff"])
def test_a_name_of_which_nothing_is_seen_is_none(rep, name):
    with pytest.raises(Refused) as refused:
        create_company(actor=Acting.on_screen(rep), name=name)

    assert refused.value.field == "name"
    assert create_company(actor=Acting.on_screen(rep), name=" \u200eשלום\u200e").name == "\u200eשלום\u200e"


@pytest.mark.parametrize("address", ["http://[", "https://ex℀mple.com", "javascript:alert(1)", "https://a b"])
def test_what_is_no_address_is_refused(rep, address):
    for values in ({"website": address}, {"domains": [address]}):
        with pytest.raises(Refused) as refused:
            create_company(actor=Acting.on_screen(rep), name="Hansen", **values)
        assert refused.value.field in values


def test_an_address_without_a_domain_is_kept_and_brings_none(rep):
    made = create_company(actor=Acting.on_screen(rep), name="Hansen", website="http://intranet/x")

    assert (made.website, made.domains) == ("http://intranet/x", [])


def test_a_number_that_can_not_be_added_up_is_refused(administrator, company):
    with pytest.raises(Refused) as refused:
        update_company(
            actor=Acting.on_screen(administrator), company=company, changes={"custom.number": 1e15}
        )

    assert refused.value.field == "custom.number"
