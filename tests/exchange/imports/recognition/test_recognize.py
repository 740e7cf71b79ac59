import pytest

from penstock.exchange.imports.reading.table import read_table
from penstock.exchange.imports.reading.values import ReadOptions
from penstock.exchange.imports.recognition.recognize import is_known_header, recognize


def of_file(path):
    table = read_table(path, ReadOptions(is_known_header=is_known_header))
    return recognize(table.header, path.name), table


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "kind", "targets"),
    [
        (
            "maven_crm/sales_pipeline.csv",
            "opportunities",
            {
                "external_id": "opportunity_id",
                "owner": "sales_agent",
                "product": "product",
                "company": "account",
                "stage": "deal_stage",
                "stage_entered:Engaging": "engage_date",
                "close_on": "close_date",
                "amount_at_close": "close_value",
            },
        ),
        (
            "maven_crm/accounts.csv",
            "companies",
            {
                "name": "account",
                "industry": "sector",
                "annual_revenue": "revenue",
                "employees": "employees",
                "country": "office_location",
                "parent": "subsidiary_of",
            },
        ),
        (
            "maven_crm/products.csv",
            "products",
            {"name": "product", "family": "series", "price": "sales_price"},
        ),
        (
            "maven_crm/sales_teams.csv",
            "users",
            {"name": "sales_agent", "manager": "manager", "office": "regional_office"},
        ),
        (
            "olist/olist_marketing_qualified_leads_dataset.csv",
            "leads",
            {
                "external_id": "mql_id",
                "created_at": "first_contact_date",
                "landing_page": "landing_page_id",
                "source": "origin",
            },
        ),
        (
            "olist/olist_closed_deals_dataset.csv",
            "opportunities",
            {"lead_id": "mql_id", "company_id": "seller_id", "owner_id": "sr_id", "won_at": "won_date"},
        ),
    ],
)
def test_files_of_the_thin_thread_map_by_themselves(data, name, kind, targets):
    recognition, table = of_file(data / name)

    assert (recognition.kind, recognition.doubts, recognition.share) == (kind, (), 1.0)
    assert {key: table.header[number - 1] for key, number in recognition.targets.items()} == targets


@pytest.mark.parametrize(
    "header", ["Close Date", "close_date", "CLOSE DATE", "CloseDate", "\ufeffClose-Date*", "Clôse Date"]
)
def test_headers_match_without_regard_to_their_form(header):
    recognition = recognize(["Deal Name", "Deal Stage", header])

    assert recognition.targets["close_on"] == 3


def test_unknown_columns_are_offered_as_custom():
    recognition = recognize(["Deal Name", "Deal Stage", "Amount", "Shoe size"])

    assert [(column.target, column.is_known) for column in recognition.columns][-1] == ("custom", False)


def test_field_is_filled_by_one_column():
    recognition = recognize(["Deal Name", "Deal Stage", "Amount", "Deal Value"], kind="opportunities")

    assert [column.target for column in recognition.columns] == ["name", "stage", "amount", "custom"]


def test_header_that_says_nothing_is_asked_about():
    assert [doubt.flag for doubt in recognize(["x", "y"]).doubts] == ["--as"]
    assert recognize(["x", "y"], kind="leads").kind == "leads"


def test_unknown_kind_and_system_are_refused():
    with pytest.raises(ValueError, match="there is no kind 'deals'"):
        recognize(["a"], kind="deals")
    with pytest.raises(ValueError, match="there is no preset 'sap'"):
        recognize(["a"], system="sap")


def test_file_called_after_a_kind_that_knows_every_column_is_not_asked_about():
    header = ["Id", "Username", "LastName", "FirstName", "Name", "Email", "IsActive"]

    found = recognize(header, "User.csv")

    assert (found.kind, found.doubts) == ("users", ())
