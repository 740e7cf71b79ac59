"""Laws of the simulated company that hold for every seed."""

import hashlib
import itertools
import os
import subprocess
import sys
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta

import phonenumbers
from hypothesis import given, settings
from hypothesis import strategies as st

from penstock.exchange.sample.generator import (
    Block,
    Fact,
    Shape,
    Simulated,
    benchmark,
    blocks,
    demonstration,
    shape_at,
    simulate,
    staff_of,
)  # fmt: skip
from penstock.exchange.sample.generator.history import fold
from penstock.exchange.sample.generator.places import COUNTRIES, INDUSTRIES
from penstock.exchange.sample.generator.words import LOST, STAGES, WON

TODAY = date(2026, 11, 22)
SEEDS = st.integers(min_value=0, max_value=2**40)
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
TWO_BLOCKS = Shape(opportunities=1_200, companies=1_100)
TABLES = ("companies", "persons", "leads", "opportunities", "notes", "tasks")
IN_THE_FACTS = {
    "company": ("name", "domain", "industry", "employees", "country", "city", "phone", "owner"),
    "person": ("first_name", "last_name", "emails", "phones", "job_title", "company", "owner"),
    "lead": ("person", "company", "source", "status", "reason", "intent", "message", "owner", "opportunity"),
    "opportunity": (
        "name", "company", "amount_minor", "currency", "close_on", "owner", "stage", "source", "lead", "next_step",
        "loss_reason", "competitor",
    ),
}  # fmt: skip


def digest(simulated: Simulated) -> str:
    return hashlib.sha256(repr(simulated).encode()).hexdigest()


def facts_by_record(rows: Block) -> dict[tuple[str, int], list[Fact]]:
    found: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for fact in rows.facts:
        found[fact.kind, fact.record].append(fact)
    return found


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def test_same_arguments_give_the_same_bytes_in_another_process():
    program = (
        "import hashlib, sys; from datetime import date;"
        "from penstock.exchange.sample.generator import simulate;"
        "print(hashlib.sha256(repr(simulate(7, 0.3, date(2026, 11, 22))).encode()).hexdigest());"
        "sys.exit('django' in sys.modules)"
    )
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "12",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "TZ": "Asia/Tokyo",
    }

    other = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )

    assert other.stdout.strip() == digest(simulate(7, 0.3, TODAY))


def test_another_seed_gives_another_company():
    assert digest(simulate(7, 0.1, TODAY)) != digest(simulate(8, 0.1, TODAY))


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, today=DAYS)
def test_facts_of_every_record_fold_to_its_row(seed, today):
    rows = simulate(seed, 0.15, today).rows
    facts = facts_by_record(rows)
    kinds = zip(IN_THE_FACTS, (rows.companies, rows.persons, rows.leads, rows.opportunities), strict=True)

    for kind, table in kinds:
        for row in table:
            history = facts.pop((kind, row.id))
            assert fold(history) == {name: getattr(row, name) for name in IN_THE_FACTS[kind]}
            assert history[0].valid_at == row.created_at
            assert set(history[0].changes) == set(IN_THE_FACTS[kind])
    assert facts == {}


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, today=DAYS)
def test_nothing_happens_before_the_first_day_or_later_than_now(seed, today):
    rows = simulate(seed, 0.15, today).rows
    now, start = midnight(today), midnight(today - timedelta(days=730))

    for fact in rows.facts:
        assert start <= fact.valid_at <= fact.recorded_at < now
    for note in rows.notes:
        assert start <= note.created_at < now
    for task in rows.tasks:
        assert start <= task.created_at < now
        assert task.done_at is None or task.created_at <= task.done_at < now


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, today=DAYS)
def test_facts_of_a_record_never_go_back_in_time_and_its_rows_come_first(seed, today):
    rows = simulate(seed, 0.15, today).rows
    born = {
        (kind, row.id): row.created_at
        for kind, table in (("company", rows.companies), ("person", rows.persons), ("lead", rows.leads))
        for row in table
    }

    for history in facts_by_record(rows).values():
        assert [fact.valid_at for fact in history] == sorted(fact.valid_at for fact in history)
    for row in rows.opportunities:
        assert born["company", row.company] <= row.created_at
        assert row.lead is None or born["lead", row.lead] < row.created_at
        assert all(born["person", person] <= row.created_at for person, _ in row.persons)
    for lead in rows.leads:
        assert born["person", lead.person] <= lead.created_at
        assert lead.company is None or born["company", lead.company] <= lead.created_at


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS)
def test_stages_follow_legal_ways(seed):
    rows = simulate(seed, 0.3, TODAY).rows
    facts = facts_by_record(rows)

    for row in rows.opportunities:
        stages = [fact.changes["stage"] for fact in facts["opportunity", row.id] if "stage" in fact.changes]
        assert stages[0] in STAGES
        for before, after in itertools.pairwise(stages):
            assert before != after
            assert before != WON
            assert before != LOST or after in STAGES
        assert row.stage == stages[-1]
        assert (row.loss_reason is not None) == (row.stage == LOST)
        assert row.fate in (WON, LOST)
        if row.stage not in STAGES:
            assert row.fate == row.stage or row.fate_at >= midnight(TODAY)


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS)
def test_owners_members_persons_and_leads_are_there_and_fit(seed):
    simulated = simulate(seed, 0.15, TODAY)
    rows, users = simulated.rows, {user.id for user in simulated.staff.users}
    persons = {person.id: person for person in rows.persons}
    leads = {lead.id: lead for lead in rows.leads}

    for row in rows.opportunities:
        assert {row.owner, *row.members} <= users
        assert len({person for person, _ in row.persons}) == len(row.persons) >= 1
        assert all(persons[person].company == row.company for person, _ in row.persons)
        if row.lead:
            assert (leads[row.lead].status, leads[row.lead].opportunity) == ("converted", row.id)
    assert sum(lead.status == "converted" for lead in leads.values()) == sum(
        row.lead is not None for row in rows.opportunities
    )
    for task in rows.tasks:
        assert (task.opportunity is None) != (task.lead is None)


def test_scale_one_is_a_team_of_eight_and_four_hundred_opportunities():
    simulated = simulate(1, 1, TODAY)

    assert (len(simulated.rows.opportunities), len(simulated.rows.companies)) == (400, 160)
    assert [user.role for user in simulated.staff.users].count("manager") == 2
    assert len(simulated.staff.users) == 8
    assert [team.parent for team in simulated.staff.teams] == [None, 1, 1]
    assert len({user.email for user in simulated.staff.users}) == 8
    assert all(user.email.endswith("@sample.invalid") for user in simulated.staff.users)
    assert {company.industry for company in simulated.rows.companies} == set(INDUSTRIES)


def test_today_has_work_to_show():
    rows = simulate(1, 1, TODAY).rows
    waiting = [row for row in rows.opportunities if row.stage in STAGES]
    due = [task for task in rows.tasks if task.done_at is None]

    assert {row.stage for row in waiting} == set(STAGES)
    assert len(waiting) in range(30, 80)
    assert sum(row.close_on < TODAY for row in waiting) in range(1, len(waiting) // 2)
    assert sum(row.next_step is None for row in waiting) in range(1, len(waiting) // 2)
    assert all(abs((task.due_on - TODAY).days) <= 14 for task in due)
    assert any(task.due_on < TODAY for task in due)
    assert any(task.due_on >= TODAY for task in due)
    assert all(
        200_000 <= row.amount_minor <= 25_000_000
        for row in rows.opportunities
        if row.amount_minor is not None
    )


def test_ids_count_on_over_all_blocks():
    parts = list(blocks(3, TWO_BLOCKS, TODAY))

    assert len(parts) == 2
    for table in TABLES:
        ids = sorted(row.id for part in parts for row in getattr(part, table))
        assert ids == list(range(1, len(ids) + 1))


def test_blocks_name_no_row_of_another():
    for part in blocks(3, TWO_BLOCKS, TODAY):
        assert {row.company for row in part.opportunities} <= {row.id for row in part.companies}
        assert {row.person for row in part.leads} <= {row.id for row in part.persons}
        assert {row.opportunity for row in part.notes} <= {row.id for row in part.opportunities}
        assert {row.lead for row in part.tasks} <= {None, *(row.id for row in part.leads)}


def test_blocks_are_the_whole_in_pieces():
    [part] = blocks(3, demonstration(0.2), TODAY)

    assert part == simulate(3, 0.2, TODAY).rows


def test_benchmark_has_a_quarter_open_and_thirty_owners():
    shape = benchmark(8)
    rows = [row for part in blocks(1, shape, TODAY) for row in part.opportunities]

    assert (len(rows), shape.companies) == (3_200, 640)
    assert len(staff_of(1, shape).users) == 30
    assert len({user.email for user in staff_of(1, shape).users}) == 30
    assert 0.22 < sum(row.stage in STAGES for row in rows) / len(rows) < 0.29


def test_scale_beyond_ten_is_the_benchmark():
    assert shape_at(10) == demonstration(10)
    assert shape_at(250) == benchmark(250)
    assert (benchmark(250).opportunities, benchmark(250).companies, benchmark(250).years) == (
        100_000,
        20_000,
        3,
    )


def test_smallest_company_works():
    rows = simulate(1, 0.0001, TODAY).rows

    assert (len(rows.opportunities), len(rows.companies)) == (1, 1)


def test_one_user_alone_can_sell():
    shape = Shape(opportunities=30, companies=10, users=1, teams=1)

    owners = {row.owner for part in blocks(1, shape, TODAY) for row in part.opportunities}

    assert owners == {1}


def test_names_domains_addresses_and_phones_do_not_repeat():
    rows = simulate(5, 4, TODAY).rows
    phones = [number for person in rows.persons for number in person.phones] + [
        row.phone for row in rows.companies
    ]
    emails = [email for person in rows.persons for email in person.emails]

    assert len({row.name for row in rows.companies}) == len(rows.companies) == 640
    assert len({row.domain for row in rows.companies}) == len(rows.companies)
    assert len(set(phones)) == len(phones)
    assert len(set(emails)) == len(emails)


def test_phones_are_well_formed_and_kept_in_e164():
    for number in {row.phone for row in simulate(5, 1, TODAY).rows.companies}:
        parsed = phonenumbers.parse(number)
        assert phonenumbers.is_valid_number(parsed)
        assert phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) == number


def test_every_country_has_a_trade_for_each_industry():
    for country in COUNTRIES:
        assert [len(trades) for trades in country.trades] == [4] * len(INDUSTRIES)
        assert (len(country.stems), len(country.cities)) == (10, 5)


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS)
def test_the_close_date_of_a_closed_opportunity_is_its_closing_day(seed):
    rows = simulate(seed, 0.3, TODAY).rows
    facts = facts_by_record(rows)

    for row in rows.opportunities:
        history = facts["opportunity", row.id]
        for fact in history:
            if fact.changes.get("stage") in (WON, LOST):
                assert fact.changes["close_on"] == fact.valid_at.date()
        if row.stage not in STAGES:
            assert row.close_on == [fact for fact in history if "stage" in fact.changes][-1].valid_at.date()
