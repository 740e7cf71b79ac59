"""Spreadsheets of persons with the part they play in opportunities."""

from penstock.exchange.imports.recognition.presets.table import Preset, preset
from penstock.exchange.imports.recognition.presets.words import IGNORED

ROLES = preset(
    "",
    "roles",
    {
        "opportunity_id": "Opportunity ID|Deal ID|Opp ID",
        "opportunity": "Opportunity|Opportunity Name|Deal|Deal Name",
        "person_id": "Contact ID|Person ID",
        "person": "Contact|Contact Name|Person|Name|Full Name",
        "person_email": "Email|E-mail|Contact Email|Email Address",
        "role": "Role|Buying Role|Contact Role|Role in Deal|Part",
        "created_at": "Created|Created At|Created Date|Since",
        "ignored": IGNORED + "|Primary|Is Primary",
    },
    marks="Role|Buying Role|Contact Role|Role in Deal|Is Primary",
)

PRESETS: tuple[Preset, ...] = (ROLES,)
