"""Our own exports, whose columns are what the lists show: what is worked out anew is no field, nor what a
lead is disqualified for: the record has it. Only whole exports in English are known so."""

from penstock.exchange.imports.recognition.presets.table import Preset, preset

WORKED_OUT = "Team|Last activity"
COMMON = {"external_id": "id", "name": "Name", "owner": "Owner", "created_at": "Created"}
PLACE = {"city": "City", "state": "Region", "country": "Country"}

PRESETS: tuple[Preset, ...] = (
    preset(
        "",
        "companies",
        {
            **COMMON,
            **PLACE,
            "domain": "Domain",
            "industry": "Industry",
            "employees": "Employees",
            "phone": "Phone",
            "website": "Website",
            "annual_revenue": "Annual revenue",
            "ignored": WORKED_OUT,
        },
        marks="id|Name|Domain|Industry|Employees|City|Region|Country|Phone|Website|Owner|Team|Created",
        is_whole=True,
    ),
    preset(
        "",
        "people",
        {
            **COMMON,
            "city": "City",
            "country": "Country",
            "job_title": "Job title",
            "company": "Company",
            "email": "E-mail",
            "phone": "Phone",
            "ignored": WORKED_OUT,
        },
        marks="id|Name|Job title|Company|E-mail|Phone|City|Country|Owner|Team|Created",
        is_whole=True,
    ),
    preset(
        "",
        "leads",
        {
            **COMMON,
            "status": "Status",
            "company": "Company",
            "source": "Source",
            "ignored": WORKED_OUT + "|Person|Status since|Intent",
            "disqualified_reason": "Disqualified because",
        },
        marks="id|Name|Status|Company|Person|Source|Intent|Disqualified because|Owner|Team|Status since|Created",
        is_whole=True,
    ),
    preset(
        "",
        "opportunities",
        {
            **COMMON,
            "company": "Company",
            "stage": "Stage",
            "pipeline": "Pipeline",
            "amount": "Amount",
            "currency": "Currency",
            "probability": "Own probability",
            "close_on": "Close date",
            "next_step": "Next step",
            "source": "Source",
            "loss_reason": "Loss reason",
            "competitor": "Competitor",
            "ignored": WORKED_OUT + "|In stage since|Next step on",
        },
        marks="id|Name|Stage|Pipeline|Own probability|Next step on|Owner|Team|Loss reason|In stage since|Created",
        is_whole=True,
    ),
)
