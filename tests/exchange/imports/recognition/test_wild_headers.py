"""Headers of exports as people publish them, in several languages: what they are, and how many columns are named."""

import pytest

from penstock.exchange.imports.recognition.recognize import recognize

HEADERS = {
    "bitrix24 opportunities": "ID,TITLE,TYPE_ID,STAGE_ID,PROBABILITY,CURRENCY_ID,OPPORTUNITY,IS_MANUAL_OPPORTUNITY,TAX_VALUE,LEAD_ID"
    ",COMPANY_ID,CONTACT_ID,QUOTE_ID,BEGINDATE,CLOSEDATE,ASSIGNED_BY_ID,CREATED_BY_ID,DATE_CREATE,DATE_MODIFY,OPENED,CLOSED,CATEGORY_ID",
    "kommo opportunities": "ID,Название сделки,Бюджет ₽,Ответственный,Дата создания сделки,Кем создана сделка,Дата закрытия,Теги сделки"
    ",Этап сделки,Воронка,Полное имя контакта,Компания контакта,Ближайшая задача",
    "close opportunities": "id,lead_id,lead_name,contact_name,user_name,status_label,status_type,pipeline_name,value,value_currency"
    ",value_formatted,confidence,note,date_created,date_won,date_lost",
    "copper opportunities": "Copper ID,Name,Primary Contact,Company,Owner,Pipeline,Stage,Status,Value,Win Probability,Close Date,Loss Reason"
    ",Last Stage At,Days in Stage,Inactive Days,Interaction Count",
    "freshsales opportunities": "Id,Deal name,Deal value,Deal stage,Deal pipeline,Sales account,Contacts,Sales owner,Expected close date"
    ",Probability (%),Expected deal value,Lost reason,Created at,Age (in days),Last contacted mode",
    "insightly opportunities": "RecordId,Opportunity Name,Opportunity State,Probability Of Winning,Bid Currency,Bid Amount,Bid Type"
    ",Forecast Close Date,Actual Close Date,Pipeline,Current Stage,User Responsible,Date Created,Linked Organization",
    "nutshell opportunities": "Lead Number,Lead Name,Companies,People,Assignee,Status,Outcome,Value,Confidence,Stage,Pipeline,Sources"
    ",Competitors,Products,Created,Anticipated Close,Closed",
    "hubspot opportunities": "ID de fiche d'informations,Nom de la transaction,Phase de la transaction,Date de fermeture"
    ",Propriétaire de la transaction,Montant,Pipeline,Date de création,Associated Company (Primary),Raison de la transaction perdue",
    "hubspot companies": "ID de fiche d'informations,Nom de l'entreprise,Nom de domaine de l'entreprise,URL du site web,Secteur d'activité"
    ",Pays/Région,Ville,Adresse postale,Code postal,Propriétaire de l'entreprise,Numéro de téléphone,Nombre d'employés",
    "hubspot people": "ID de fiche d'informations,Prénom,Nom,E-mail,Numéro de téléphone,Propriétaire du contact,Statut du lead"
    ",Phase du cycle de vie,Nom de l'entreprise,Intitulé du poste,Date de création,Associated Company",
    "salesforce opportunities": "Opportunity-Name,Accountname,Phase,Schlusstermin,Betrag,Wahrscheinlichkeit (%),Opportunity-Inhaber"
    ",Erstelldatum,Typ,Leadquelle,Nächster Schritt,Erwarteter Umsatz,Geschäftsperiode,Alter",
    "salesforce leads": "Vorname,Nachname,Firma/Account,E-Mail,Telefon,Lead-Status,Lead-Inhaber,Erstelldatum,Leadquelle,Branche,Titel",
    "pipedrive activities": "Activity - ID,Activity - Subject,Activity - Type,Activity - Due date,Activity - Done,Activity - Deal ID"
    ",Activity - Organization,Activity - Assigned to user,Activity - Note,Activity - Marked as done time",
    "pipedrive leads": "Lead - ID,Lead - Title,Lead - Owner,Lead - Labels,Lead - Organization,Lead - Value,Lead - Source channel",
    "pipedrive opportunities": "Negócio - Título,Negócio - Valor,Negócio - Organização,Negócio - Data de fechamento esperada"
    ",Negócio - Etapa,Negócio - Ganho em,Negócio - Data de perda,Negócio - Data de criação do negócio,Negócio - Última alteração de etapa",
    " opportunities": "id,empresa,contacto,etapa,importe_eur,responsable,ultima_actividad,cierre_previsto,probabilidad",
}


@pytest.mark.parametrize("expected", HEADERS)
def test_export_is_known_with_its_columns(expected):
    found = recognize(HEADERS[expected].split(","))

    assert f"{found.system} {found.kind}" == expected
    assert (found.share, found.doubts) == (1.0, ())


def test_amount_with_its_sign_goes_before_one_in_cents():
    found = recognize(
        [
            "id",
            "lead_name",
            "status_label",
            "status_type",
            "value",
            "value_currency",
            "value_formatted",
            "confidence",
        ]
    )

    assert (found.targets["amount"], found.columns[4].target) == (7, "ignored")


def test_other_hubspot_languages():
    german = (
        "Datensatz-ID,Deal-Name,Deal-Phase,Pipeline,Betrag,Abschlussdatum,Zuständiger Mitarbeiter des Deals"
    )
    spanish = (
        "ID de registro,Nombre del negocio,Etapa del negocio,Valor,Fecha de cierre,Propietario del negocio"
    )
    japanese = "レコードID,取引名,取引ステージ,パイプライン,合計売上,クローズ日,取引担当者"

    for header in (german, spanish, japanese):
        found = recognize(header.split(","))
        assert {"external_id", "name", "stage", "amount", "close_on", "owner"} <= set(found.targets)


def test_file_of_several_records_in_a_row_is_taken_for_its_deals():
    header = "Person - Name*,Person - Email (Work),Organization - Name*,Deal - Title,Deal - Value,Activity - Subject*,Note - Content*"

    found = recognize(header.split(","))

    assert found.kind == "opportunities"
    assert found.targets == {
        "person": 1, "person_email": 2, "company": 3, "name": 4, "amount": 5, "description": 7,
    }  # fmt: skip


def test_ids_of_what_an_activity_is_about_are_known_with_words_around_them():
    header = "Activity ID,Type,Activity date,Associated Deal IDs,Related Contact ID,linked_company_id,Lead ID"

    found = recognize(header.split(","), "activities.csv")

    assert found.kind == "activities"
    assert found.targets == {
        "external_id": 1, "type": 2, "at": 3, "opportunity_id": 4, "person_id": 5, "company_id": 6, "lead_id": 7,
    }  # fmt: skip


def test_from_and_to_are_stages_where_no_column_says_which_field():
    stages = recognize(["Deal", "From", "To", "When", "Who"], "stage_transitions.csv")
    fields = recognize(["Deal", "Field", "From", "To", "When"], "deal_history.csv")

    assert stages.targets == {"opportunity": 1, "old_stage": 2, "stage": 3, "at": 4, "by": 5}
    assert fields.targets == {"opportunity": 1, "field": 2, "old": 3, "new": 4, "at": 5}


def test_a_length_says_its_unit():
    calls = recognize(["Call ID", "Date", "Contact", "Notes", "Duration (s)"], "calls.csv")
    meetings = recognize(["Meeting ID", "Date", "Contact", "Notes", "Duration (min)"], "meetings.csv")

    assert (calls.targets["seconds"], meetings.targets["minutes"]) == (5, 5)


def test_answers_of_a_form_are_leads():
    found = recognize(
        [
            "Submission date",
            "Your name",
            "Your email",
            "Company name",
            "How can we help?",
            "Where did you hear about us?",
        ]
    )

    assert found.kind == "leads"
    assert set(found.targets) == {"created_at", "name", "email", "company", "description", "source"}
