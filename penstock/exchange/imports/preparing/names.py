"""Names of records and stages, without what their systems write around them."""

import re

from penstock.exchange.imports.preparing.texts import clean_text

NOTION_LINK = re.compile(r"\s*\(https?://(?:www\.)?notion\.so/[^()\s]*\),?\s*")
IN_BRACKETS = re.compile(r"\s*\((?:[^()\s]+@[^()\s]+|[a-z0-9-]+(?:\.[a-z0-9-]+)+)\)$", re.IGNORECASE)
CUT_ID = re.compile(r"\d[.,]\d+E\+\d+$", re.IGNORECASE)
OF_PIPELINE = re.compile(r"\s*\([^()]*pipeline\)$", re.IGNORECASE)
HUBSPOT_STAGES = {
    "appointmentscheduled": "Appointment Scheduled",
    "qualifiedtobuy": "Qualified To Buy",
    "presentationscheduled": "Presentation Scheduled",
    "decisionmakerboughtin": "Decision Maker Bought-In",
    "contractsent": "Contract Sent",
    "closedwon": "Closed Won",
    "closedlost": "Closed Lost",
}


def stage_name(text: str) -> str:
    """A stage; the codes of HubSpot's first pipeline as their labels."""
    bare = clean_text(text)
    return HUBSPOT_STAGES.get(bare, bare)


def pipeline_name(text: str) -> str:
    """A pipeline; HubSpot's first one, of which exports only have the code, as its label."""
    bare = clean_text(text)
    return "Sales Pipeline" if bare == "default" else bare


def whole_id(text: str) -> str:
    """An id; of one that a spreadsheet wrote as 1.23457E+12 the other digits are lost, and it would be that of several."""
    bare = clean_text(text)
    return "" if CUT_ID.match(bare) else bare


def linked_name(text: str) -> str:
    """A name; of what Notion writes, “Acme (https://www.notion.so/…)”, the first name, and of vTiger's “Accounts::::Acme” too."""
    bare = clean_text(text)
    if "::::" in bare:
        return bare.rpartition("::::")[2].strip()
    return NOTION_LINK.split(bare)[0].strip() if "notion.so/" in bare else bare


def listed_names(text: str) -> list[str]:
    """“Ann Lee; Bob Ray” are two persons, “Ann Lee, Bob Ray, Cy Dee” three; “García López, María José” is one."""
    for sign, least in ((";", 2), (",", 3)):
        names = [name for part in text.split(sign) if (name := part.strip())]
        if len(names) >= least and all(" " in name for name in names):
            return names
    return [text]


def associated_name(text: str) -> str:
    """A name as HubSpot writes associations: “Acme (acme.example)”, “Ann Lee (ann@acme.example)”."""
    return IN_BRACKETS.sub("", linked_name(text))


def piped_stage(text: str) -> str:
    """A stage as HubSpot writes it where there are several pipelines: “Closed Won (Sales Pipeline)”."""
    return OF_PIPELINE.sub("", stage_name(text))
