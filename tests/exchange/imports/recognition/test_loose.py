import pytest

from penstock.exchange.imports.recognition.loose import loose_names
from penstock.exchange.imports.recognition.recognize import recognize


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("stage_name", "stage"),
        ("Deal Owner Name", "owner"),
        ("opened_on", "created_at"),
        ("date_closed_utc", "closed_at"),
        ("Amount (converted)", "amount"),
        ("probability_pct", "probability"),
        ("primary_contact_ids", "person_id"),
        ("est. closing date", "close_on"),
    ],
)
def test_words_around_a_name_say_nothing(header, target):
    found = recognize(["opportunity_id", "opportunity_name", header], "opportunities.csv")

    assert found.targets[target] == 3


def test_the_column_that_is_called_so_is_the_one():
    found = recognize(["Deal ID", "Deal stage name", "Stage", "Amount (converted)", "Amount"])

    assert (found.targets["stage"], found.targets["amount"]) == (3, 5)
    assert [column.target for column in found.columns][1] == "custom"


def test_what_two_fields_could_be_is_neither():
    assert loose_names({"Deal Size": "amount", "Sales Size": "quantity"}, "opportunities") == {}
    assert loose_names({"Deal Size": "amount", "Size": "quantity"}, "opportunities") == {"size": "quantity"}
