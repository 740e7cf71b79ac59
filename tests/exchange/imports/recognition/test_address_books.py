"""Columns of address books and of smaller systems, as they write them."""

from datetime import UTC, datetime

import pytest

from tests.exchange.imports.preparing.bringing import brought


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        (
            "First Name,Last Name,Title,Company,Job Title,Business Street,Business City,Business Phone,Mobile Phone,E-mail Address,E-mail Type",
            "Ann,Lee,Dr.,Acme,CEO,1 Main,Rome,+390612345,+393331234567,ann@acme.example,SMTP",
        ),
        (
            "First Name,Last Name,Name Prefix,Organization Name,Organization Title,Address 1 - Formatted,Address 1 - Street,Address 1 - City,"
            "Phone 1 - Label,Phone 1 - Value,Phone 2 - Value,E-mail 1 - Label,E-mail 1 - Value",
            "Ann,Lee,Dr.,Acme,CEO,all,1 Main,Rome,Work,+390612345,+393331234567,* Work,ann@acme.example",
        ),
        (
            "Vorname,Nachname,Firma,Position,Straße geschäftlich,Ort geschäftlich,Telefon geschäftlich,Mobiltelefon,E-Mail-Adresse,E-Mail-Typ",
            "Ann,Lee,Acme,CEO,1 Main,Rome,+390612345,+393331234567,ann@acme.example,SMTP",
        ),
        (
            "Nombre,Apellidos,Organización,Puesto,Calle del trabajo,Ciudad de trabajo,Teléfono del trabajo,Teléfono móvil,"
            "Dirección de correo electrónico",
            "Ann,Lee,Acme,CEO,1 Main,Rome,+390612345,+393331234567,ann@acme.example",
        ),
        (
            "first name,last name,company name,title,address - work,city,phone - work,phone - mobile,email - work",
            "Ann,Lee,Acme,CEO,1 Main,Rome,+390612345,+393331234567,ann@acme.example",
        ),
    ],
)
def test_contacts_of_address_books(written, header, cells):
    rows, flags, plan = brought(written(f"{header}\n{cells}\n", "export.csv"))

    assert (plan.kind, flags) == ("people", [])
    found = rows[2]
    assert [found[key] for key in ("first_name", "last_name", "company", "job_title", "street", "city")] == [
        "Ann", "Lee", "Acme", "CEO", "1 Main", "Rome",
    ]  # fmt: skip
    assert (found["phone"], found["mobile"], found["email"]) == (
        "+390612345",
        "+393331234567",
        ("ann@acme.example",),
    )


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        (
            "Id,Name,Amount / Amount,Amount / Currency,Close date,Stage,Company / ID",
            "1,Big,5000,USD,2024-05-31,PROPOSAL,77",
        ),
        (
            "Opportunity No,Opportunity Name,Amount,Currency,Expected Close Date,Sales Stage,Account ID",
            "1,Big,5000,USD,2024-05-31,PROPOSAL,77",
        ),
        (
            "Id,Name,Value,Currency,Expected Close On,Milestone,Party,Party Id",
            "1,Big,5000,USD,31/05/2024,PROPOSAL,Acme,77",
        ),
    ],
)
def test_deals_of_smaller_systems(written, header, cells):
    rows, flags, _ = brought(written(f"{header}\n{cells}\n", "export.csv"))

    found = rows[2]
    assert [found[key] for key in ("external_id", "name", "stage", "company_id")] == [
        "1",
        "Big",
        "PROPOSAL",
        "77",
    ]
    assert (found["amount"], str(found["close_on"]), flags) == ((500_000, "USD"), "2024-05-31", [])


def test_owners_and_stages_as_hubspot_writes_them(written):
    header = "Record ID,Deal Name,Deal Stage,Deal owner,Associated Company,Pipeline,Amount"
    cells = "1,Big,Closed Won (Sales Pipeline),Rita Rep (rita@x.example),Acme (acme.example),Sales,5"

    rows, *_ = brought(written(f"{header}\n{cells}\n", "hubspot-deals.csv"))

    assert (rows[2]["stage"], rows[2]["owner"]) == ("Closed Won", "Rita Rep")


def test_companies_of_contacts_are_named_without_their_domain(written):
    header = "Record ID,First Name,Last Name,Email,Associated Company,Contact owner,Lead Status"

    rows, *_ = brought(
        written(f"{header}\n1,Ann,Lee,a@x.example,Acme (acme.example),Rita,New\n", "hubspot-contacts.csv")
    )

    assert rows[2]["company"] == "Acme"


def test_modules_before_names_are_left_out(written):
    rows, *_ = brought(
        written(
            "Opportunity Name,Sales Stage,Amount,Related To,Contact Name\nA,x,5,Accounts::::Acme,Contacts::::Ann Lee\n"
        )
    )

    assert (rows[2]["company"], rows[2]["person"]) == ("Acme", "Ann Lee")


@pytest.mark.parametrize(
    ("header", "at"),
    [
        ("Created (UTC)", datetime(2024, 7, 15, 9, 30, tzinfo=UTC)),
        ("Create Date (CET)", datetime(2024, 7, 15, 7, 30, tzinfo=UTC)),
        ("Created At (GMT+5)", datetime(2024, 7, 15, 4, 30, tzinfo=UTC)),
        ("Created at EST", None),
        ("Created", datetime(2024, 7, 15, 7, 30, tzinfo=UTC)),
    ],
)
def test_the_zone_of_a_header_is_that_of_its_times(written, header, at):
    rows, *_ = brought(written(f"Deal Name,Stage,Amount,{header}\nA,x,5,2024-07-15 09:30\n"))

    created = rows[2].get("created_at")
    assert (created.at if created else None) == at
