"""A question whose SQL is kept is answered as one that is compiled anew: of other data, another instant, other rates."""

from dataclasses import replace
from datetime import UTC, date, datetime

from penstock.insight.metrics import plans
from penstock.insight.metrics.run import answer
from penstock.insight.mirror.state import state_of
from penstock.insight.mirror.tables import Column
from tests.insight.metrics.world import NOW, query, state, tables

APRIL = datetime(2026, 4, 20, tzinfo=UTC)
ASKED = query("pipeline_weighted", by=("owner",))


def anew(state, asked):
    plans._plans.clear()
    return answer(state, asked)


def test_the_same_question_of_another_instant_of_other_data_and_of_other_rates():
    other = tables()
    other["opportunity"] = other["opportunity"][::2]
    other["rate"] = [{"id": 1, "currency": "USD", "starts_on": date(2025, 1, 1), "rate_e10": 10**10}]
    then = replace(ASKED, as_of=APRIL, known=APRIL)
    with state_of(other, custom={"opportunity": (Column("custom_tier", "string", "Tier"),)}) as changed:
        wanted = [anew(state(), ASKED), anew(state(), then), anew(changed, ASKED), anew(changed, then)]

        answer(state(), ASKED)
        kept = len(plans._plans)
        found = [answer(state(), ASKED), answer(state(), then), answer(changed, ASKED), answer(changed, then)]

    assert found == wanted
    assert len({one.value.value for one in found}) == 4
    assert len(plans._plans) == kept


def test_a_field_that_comes_or_goes_makes_it_another_question():
    answer(state(), ASKED)
    kept = len(plans._plans)
    with state_of(tables()) as without:
        answer(without, ASKED)

    assert len(plans._plans) == kept + 1


def test_two_questions_of_one_state_do_not_mix_their_instants():
    by_month = query("won_amount", grain="month")
    apart = [anew(state(), by_month), anew(state(), replace(by_month, known=APRIL, as_of=APRIL))]

    answer(state(), query("won_amount", grain="quarter"))
    assert [answer(state(), by_month), answer(state(), replace(by_month, known=APRIL, as_of=APRIL))] == apart
    assert apart[0].value != apart[1].value and NOW > APRIL
