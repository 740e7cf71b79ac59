"""Words, custom fields, rates and the workspace itself."""

import re
from datetime import date, time
from decimal import Decimal

import pytest
from django.urls import reverse

from penstock.records.leads.models import LeadSource
from penstock.records.people.actions import create_custom_field
from penstock.records.people.models import CustomField
from penstock.records.people.queries import custom_fields
from penstock.records.pipeline.models import Competitor, LossReason, Pipeline, Stage
from penstock.records.team.acting import Acting
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
def test_words_are_for_administrators_and_managers_and_sources_for_marketers(ladder, kind):
    word = KINDS[kind].objects.create(name="Storm")
    both = {"administrator": 200, "manager": 200} | ({"marketer": 200} if kind == "sources" else {})

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
        ("settings-loss-reasons", "data-word", 6),
        ("settings-fields", "data-field", 3),
        ("settings-rates", "data-rate", 3),
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
    for wrong in (
        {"currency": "XXY"},
        {"currency": "EUR"},
        {"rate": "0"},
        {"rate": "NaN"},
        {"starts_on": "soon"},
    ):
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
    assert admin.post(address)["Location"] == reverse("sample")
    assert "on its way out" in admin.get(reverse("sample")).content.decode()


def test_a_removed_rate_comes_back_unless_another_took_its_place(admin, workspace):
    address, day = reverse("settings-rates"), "2026-01-01"
    admin.post(address, {"currency": "USD", "starts_on": day, "rate": "0.9"})
    rate = ExchangeRate.objects.get()
    gone = admin.post(reverse("settings-rate-removal", args=[rate.id]), follow=True).content.decode()
    back = reverse("settings-rate-return", args=[rate.id])
    assert back in gone

    admin.post(address, {"currency": "USD", "starts_on": day, "rate": "0.8"})
    assert admin.post(back).status_code == 422
    admin.post(reverse("settings-rate-removal", args=[ExchangeRate.objects.get(is_removed=False).id]))
    assert admin.post(back).status_code == 302
    assert ExchangeRate.objects.get(is_removed=False) == rate


def test_the_home_currency_stays_while_rates_are_told_in_it(admin, workspace):
    admin.post(reverse("settings-rates"), {"currency": "USD", "starts_on": "2026-01-01", "rate": "0.9"})
    form = {"name": "A", "zone": "UTC", "week_start": "0", "fiscal_start_month": "1"}
    form |= {"representatives_see": "own", "viewers_see": "all"}

    assert admin.post(reverse("settings-workspace"), form | {"home_currency": "PLN"}).status_code == 422
    assert admin.post(reverse("settings-workspace"), form | {"home_currency": "EUR"}).status_code == 302


def test_working_hours_and_bands_are_kept(admin, workspace):
    hours, bands = reverse("settings-hours"), reverse("settings-bands")
    work = {"work_days": ["6", "0"], "work_starts": "08:30", "work_ends": "17:00"}
    admin.post(hours, work | {"holidays": "2026-12-25\n2026-12-25\n2026-01-01"})
    admin.post(bands, {"amount_bands": "500, 5000 50000", "company_size_bands": "9,99", "lead_cap": "90"})

    workspace.refresh_from_db()
    assert (workspace.work_days, workspace.work_starts, workspace.work_ends) == (
        [0, 6],
        time(8, 30),
        time(17),
    )
    assert workspace.holidays == [date(2026, 1, 1), date(2026, 12, 25)]
    assert (workspace.amount_bands, workspace.company_size_bands) == ([500, 5000, 50000], [9, 99])
    assert workspace.lead_cap == 90
    assert 'value="500, 5000, 50000"' in admin.get(bands).content.decode()
    assert 'value="08:30"' in admin.get(hours).content.decode()
    for wrong in ({"work_days": []}, {"work_ends": "08:00"}, {"holidays": "Christmas"}):
        assert admin.post(hours, work | wrong).status_code == 422
    for edges in ("", "0, 5", "5, 5", "9, 5", "1.5", "-1", "9" * 15 + "9", "²"):
        sent = {"amount_bands": edges, "company_size_bands": "10", "lead_cap": "500"}
        assert admin.post(bands, sent).status_code == 422


def test_fields_change_places(admin, workspace):
    for label in ("One", "Two", "Three"):
        admin.post(reverse("settings-new-field"), {"kind": "lead", "label": label, "type": "text"})
    three = CustomField.objects.get(label="Three")

    admin.post(reverse("settings-field-place", args=[three.id]), {"position": "0"})

    assert [field.label for field in custom_fields("lead")] == ["Three", "One", "Two"]
    assert admin.post(reverse("settings-field-place", args=[three.id]), {"position": "9" * 30})
    assert [field.label for field in custom_fields("lead")] == ["One", "Two", "Three"]


@pytest.mark.parametrize("kind", ["company", "person", "lead", "opportunity"])
def test_what_must_be_filled_is_asked_for_and_stays_filled(admin, administrator, kind):
    Stage.objects.create(pipeline=Pipeline.objects.create(name="Sales"), name="Met", probability=0)
    field = {"kind": kind, "label": "Contract", "type": "choice", "choices": "Year\nMonth"}
    admin.post(reverse("settings-new-field"), field | {"is_required": "on"})
    form = {"last_name" if kind == "person" else "name": "Acme"}
    address = reverse(f"{kind}-new")

    assert 'name="custom.contract"' in admin.get(address).content.decode()
    refused = admin.post(address, form)
    assert (refused.status_code, "Contract must be filled." in refused.content.decode()) == (422, True)
    made = admin.post(address, form | {"custom.contract": "Year"})
    assert made.status_code == 302
    emptied = admin.post(f"{made['Location']}facts/custom.contract", {"custom.contract": ""})
    assert emptied.status_code == 422


def test_what_is_made_in_passing_may_lack_it(admin, administrator):
    Stage.objects.create(pipeline=Pipeline.objects.create(name="Sales"), name="Met", probability=0)
    create_custom_field(
        actor=Acting.on_screen(administrator), kind="company", label="Size", type="text", is_required=True
    )

    made = admin.post(reverse("opportunity-new"), {"name": "Boilers", "company": "Acme"})

    assert made.status_code == 302


@pytest.mark.parametrize("kind", ["sources", "loss-reasons"])
def test_words_change_places(client_as, manager, workspace, kind):
    client, model = client_as(manager), KINDS[kind]
    for name in ("Storm", "Flood", "Drought"):
        client.post(reverse(f"settings-{kind}"), {"name": name})
    assert [word.name for word in model.objects.all()] == ["Storm", "Flood", "Drought"]

    client.post(
        reverse("settings-word-place", args=[kind, model.objects.get(name="Drought").pk]), {"position": "0"}
    )

    assert [word.name for word in model.objects.all()] == ["Drought", "Storm", "Flood"]
    html = client.get(reverse(f"settings-{kind}")).content.decode()
    assert re.findall(r"data-word>(\w+)<", html) == ["Drought", "Storm", "Flood"]


def test_competitors_stand_by_name(client_as, manager):
    rival = Competitor.objects.create(name="Rival")
    place = reverse("settings-word-place", args=["competitors", rival.pk])

    assert client_as(manager).post(place, {"position": "0"}).status_code == 404
