"""Words, custom fields, rates and the workspace itself."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from penstock.records.leads.models import LeadSource
from penstock.records.people.models import CustomField
from penstock.records.pipeline.models import Competitor, LossReason
from penstock.records.workspace.models import ExchangeRate

pytestmark = pytest.mark.django_db
KINDS = {"sources": LeadSource, "loss-reasons": LossReason, "competitors": Competitor}


@pytest.fixture(autouse=True)
def nothing_laid(workspace):
    """Without the words that an installation begins with."""
    for model in KINDS.values():
        model.objects.all().delete()


@pytest.fixture
def admin(administrator, client_as):
    return client_as(administrator)


@pytest.mark.parametrize("kind", KINDS)
def test_words_are_for_administrators_and_managers(ladder, kind):
    word = KINDS[kind].objects.create(name="Storm")
    both = {"administrator": 200, "manager": 200}

    ladder(reverse(f"settings-{kind}"), both, others=403)
    ladder(reverse("settings-word", args=[kind, word.id]), both, others=403)
    ladder(reverse("settings-word", args=[kind, 10**9]), dict.fromkeys(both, 404), others=403)
    for name in ("removal", "return"):
        address = reverse(f"settings-word-{name}", args=[kind, 10**9])
        ladder(address, dict.fromkeys(both, 404), others=403, method="post")


@pytest.mark.parametrize("kind", KINDS)
def test_a_word_comes_is_renamed_goes_and_comes_back(client_as, manager, kind):
    client = client_as(manager)
    listed = reverse(f"settings-{kind}")

    client.post(listed, {"name": "Storm"})
    word = KINDS[kind].objects.get()
    client.post(reverse("settings-word", args=[kind, word.id]), {"name": "Flood"})
    assert "Flood</a>" in client.get(listed).content.decode()

    gone = client.post(reverse("settings-word-removal", args=[kind, word.id]), follow=True)
    back = reverse("settings-word-return", args=[kind, word.id])
    assert "data-word" not in gone.content.decode() and back in gone.content.decode()
    client.post(back)
    assert "Flood</a>" in client.get(listed).content.decode()


def test_a_loss_reason_says_whether_it_is_ours_to_change(admin, workspace):
    admin.post(reverse("settings-loss-reasons"), {"name": "Price", "is_ours_to_change": "on"})
    admin.post(reverse("settings-loss-reasons"), {"name": "Bankruptcy"})

    assert dict(LossReason.objects.values_list("name", "is_ours_to_change")) == {
        "Price": True,
        "Bankruptcy": False,
    }


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_ask_the_same(admin, workspace, count, django_assert_num_queries):
    for n in range(count):
        LossReason.objects.create(name=f"R{n}")
        CustomField.objects.create(kind="lead", key=f"k{n}", label=f"L{n}", type="text")
        ExchangeRate.objects.create(currency="USD", starts_on=date(2026, 1, n + 1), rate="0.9")

    for name, mark, queries in [
        ("settings-loss-reasons", "data-word", 4),
        ("settings-fields", "data-field", 4),
        ("settings-rates", "data-rate", 5),
    ]:
        with django_assert_num_queries(queries):
            assert admin.get(reverse(name)).content.decode().count(mark) == count


def test_fields_and_rates_are_the_administrators(ladder, workspace):
    field = CustomField.objects.create(kind="lead", key="size", label="Size", type="text")
    rate = ExchangeRate.objects.create(currency="USD", starts_on=date(2026, 1, 1), rate="0.9")
    for name, args in [
        ("settings-fields", []),
        ("settings-new-field", []),
        ("settings-field", [field.id]),
        ("settings-rates", []),
        ("settings-workspace", []),
    ]:
        ladder(reverse(name, args=args), {"administrator": 200}, others=403)
    for name, args, status in [
        ("settings-field-removal", [field.id], 302),
        ("settings-field-return", [field.id], 302),
        ("settings-rate-removal", [rate.id], 302),
        ("settings-sample-removal", [], 422),
    ]:
        ladder(reverse(name, args=args), {"administrator": status}, others=403, method="post")


def test_a_field_is_made_changed_removed_and_brought_back(admin, workspace):
    new = {"kind": "opportunity", "label": "Contract type", "type": "choice", "choices": "Year\nMonth"}
    assert admin.post(reverse("settings-new-field"), new | {"choices": ""}).status_code == 422
    admin.post(reverse("settings-new-field"), new)
    field = CustomField.objects.get()
    assert (field.key, field.choices, field.is_required) == ("contract_type", ["Year", "Month"], False)

    changed = {"label": "Contract", "choices": "Year", "is_required": "on"}
    admin.post(reverse("settings-field", args=[field.id]), changed)
    field.refresh_from_db()
    assert (field.key, field.label, field.choices, field.is_required) == (
        "contract_type",
        "Contract",
        ["Year"],
        True,
    )

    admin.post(reverse("settings-field-removal", args=[field.id]))
    assert "data-field" not in admin.get(reverse("settings-fields")).content.decode()
    admin.post(reverse("settings-field-return", args=[field.id]))
    assert "data-field" in admin.get(reverse("settings-fields")).content.decode()


def test_a_rate_is_kept_exactly(admin, workspace):
    address = reverse("settings-rates")
    admin.post(address, {"currency": "usd", "starts_on": "2026-01-01", "rate": "0.9213"})
    admin.post(address, {"currency": "USD", "starts_on": "2026-01-01", "rate": "0.92135"})

    assert ExchangeRate.objects.get().rate == Decimal("0.92135")
    assert ">0.92135<" in admin.get(address).content.decode()
    for wrong in ({"currency": "XXY"}, {"rate": "0"}, {"rate": "NaN"}, {"starts_on": "soon"}):
        sent = {"currency": "USD", "starts_on": "2026-02-01", "rate": "1"} | wrong
        assert admin.post(address, sent).status_code == 422

    admin.post(reverse("settings-rate-removal", args=[ExchangeRate.objects.get().id]))
    assert ">0.92135<" not in admin.get(address).content.decode()


def test_the_workspace_is_changed(admin, workspace):
    new = {
        "name": "Hansen",
        "home_currency": "pln",
        "zone": "Europe/Warsaw",
        "history_complete_from": "2024-02-01",
        "week_start": "6",
        "fiscal_start_month": "4",
        "representatives_see": "own",
        "viewers_see": "team",
        "representatives_may_export": "on",
    }
    assert admin.post(reverse("settings-workspace"), new).status_code == 302

    workspace.refresh_from_db()
    assert {name: getattr(workspace, name) for name in new} == new | {
        "home_currency": "PLN",
        "history_complete_from": date(2024, 2, 1),
        "week_start": 6,
        "fiscal_start_month": 4,
        "representatives_may_export": True,
    }
    for wrong in ({"home_currency": "QQQ"}, {"zone": "Mars/Base"}, {"name": ""}, {"week_start": "7"}):
        assert admin.post(reverse("settings-workspace"), new | wrong).status_code == 422


def test_the_sample_leaves_by_one_click(admin, workspace, sample_mark):
    html = admin.get(reverse("settings-workspace")).content.decode()
    address = reverse("settings-sample-removal")

    assert re.search(rf'action="{address}"', html)
    assert admin.post(address)["Location"] == reverse("home")
    assert address not in admin.get(reverse("settings-workspace")).content.decode()
