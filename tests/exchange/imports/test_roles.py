"""Persons with the part they play: contact roles."""

from datetime import UTC, datetime

from penstock.foundation.base.ledger import as_of
from penstock.records.people.models import Person
from penstock.records.pipeline.models import Opportunity, OpportunityPerson

DEALS = "Id,Name,StageName,Amount,CloseDate,CreatedDate\n006A,One,Contract sent,300,2027-03-10,2025-01-01T09:00:00Z\n"
PERSONS = (
    "Id,FirstName,LastName,Email,MailingCity,ReportsToId,CreatedDate\n"
    "003A,Anna,Ek,anna@x.example,Oslo,,2024-12-01T09:00:00Z\n"
    "003B,Bo,Berg,bo@x.example,Oslo,,2024-12-01T09:00:00Z\n"
)
ROLES = (
    "Id,OpportunityId,ContactId,Role,IsPrimary,CreatedDate,IsDeleted\n"
    "00K1,006A,003A,Economic Buyer,true,2025-02-01T10:00:00Z,false\n"
    "00K2,006A,003B,Shaman,false,2025-02-01T10:00:00Z,false\n"
    "00K3,006X,003B,Influencer,false,2025-02-01T10:00:00Z,false\n"
    "00K4,006A,003X,Influencer,false,2025-02-01T10:00:00Z,false\n"
)


def links(persons=OpportunityPerson.objects):
    return set(persons.filter(is_removed=False).values_list("person__first_name", "buying_role"))


def test_contact_roles_of_salesforce(bring, written):
    files = (
        written(DEALS, "Opportunity.csv"),
        written(PERSONS, "Contact.csv"),
        written(ROLES, "OpportunityContactRole.csv"),
    )

    outcome = bring(*files)
    again = bring(*files)

    assert links() == {("Anna", "decides"), ("Bo", "")}
    assert links(as_of(OpportunityPerson, datetime(2025, 3, 1, tzinfo=UTC))) == links()
    assert links(as_of(OpportunityPerson, datetime(2025, 1, 15, tzinfo=UTC))) == set()
    assert (outcome.created["roles"], outcome.refused) == (2, 2)
    assert any("“Shaman”, which is none of ours" in told for told in outcome.warnings)
    assert (sum(again.created.values()), sum(again.updated.values())) == (0, 0)


def test_role_by_name_makes_the_person_and_fills_an_empty_one(bring, written):
    bring(written("Deal Name,Deal Stage,Amount,Contact Email\nOne,Talking,5,anna@x.example\n", "deals.csv"))
    roles = "Deal Name,Contact Name,Email,Buying Role\nOne,Anna Ek,anna@x.example,Champion\nOne,Cy Dahl,,End User\n"

    outcome = bring(written(roles, "buying_roles.csv"))

    assert (outcome.created["roles"], outcome.updated["roles"], outcome.refused) == (1, 1, 0)
    opportunity = Opportunity.objects.get()
    assert set(opportunity.opportunity_persons.values_list("person__last_name", "buying_role")) == {
        (Person.objects.get(emails__contains=["anna@x.example"]).last_name, "champion"),
        ("Dahl", "uses"),
    }


def test_further_contacts_of_a_hubspot_deal_come_to_it(bring, written):
    contacts = written(
        "Record ID,First Name,Last Name,Email\n8001,Ann,Lee,ann@x.example\n8002,Bob,Ray,bob@x.example\n",
        "contacts.csv",
    )
    deals = written(
        "Record ID,Deal Name,Deal Stage,Associated Contact IDs\n1,One,Talking,8001;8002\n2,Two,Talking,8002;9999\n",
        "deals.csv",
    )

    outcome = bring(contacts, deals, system="hubspot")

    linked = OpportunityPerson.objects.order_by("opportunity__name", "person__first_name")
    assert list(linked.values_list("opportunity__name", "person__first_name")) == [
        ("One", "Ann"),
        ("One", "Bob"),
        ("Two", "Bob"),
    ]
    assert [finding["rows"] for finding in outcome.findings if "further" in str(finding["message"])] == [
        [[1, 3]]
    ]
