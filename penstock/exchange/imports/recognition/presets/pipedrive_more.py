"""Pipedrive's leads, activities and notes."""

from penstock.exchange.imports.recognition.presets.pipedrive import in_english
from penstock.exchange.imports.recognition.presets.table import Preset, preset

LEADS = preset(
    "pipedrive",
    "leads",
    {
        "external_id": "Lead - ID|Lead - Pipedrive System ID",
        "name": "Lead - Title|Lead - Name|Lead - Contact person|Person - Name",
        "owner": "Lead - Owner",
        "company": "Lead - Organization|Organization - Name|Organization",
        "amount": "Lead - Value",
        "currency": "Lead - Currency of Value|Lead - Currency",
        "source": "Lead - Source channel|Lead - Source origin|Lead - Source",
        "tags": "Lead - Labels|Lead - Label",
        "created_at": "Lead - Lead created|Lead - Created|Lead - Add time|Lead - Creation date",
        "email": "Person - Email|Person - Email - Work",
        "phone": "Person - Phone|Person - Phone - Work",
        "status": "Lead - Archive status|Lead - Status",
        "custom": "Lead - Expected close date|Contact person",
        "ignored": "Lead - Update time|Lead - Visible to|Lead - Next activity date|Lead - Source channel ID|Lead - Archive time"
        "|Lead - Last activity date|Lead - Seen",
    },
    marks="Lead - Title|Lead - ID|Lead - Labels|Lead - Archive status",
    patterns=((r"(?:Lead|Person|Organization) [-–] .+", "custom"),),
    normal=in_english,
)

ACTIVITIES = preset(
    "pipedrive",
    "activities",
    {
        "external_id": "Activity - ID|Activity - Pipedrive System ID",
        "subject": "Activity - Subject",
        "type": "Activity - Type",
        "text": "Activity - Note|Activity - Public description",
        "due_at": "Activity - Due date",
        "done_at": "Activity - Marked as done time|Activity - Marked as done",
        "status": "Activity - Done|Activity - Status",
        "priority": "Activity - Priority",
        "created_at": "Activity - Creation date|Activity - Add time|Activity - Created|Activity - Activity created",
        "owner": "Activity - Assigned to user|Activity - Owner|Activity - Assigned to",
        "opportunity": "Activity - Deal|Deal - Title|Deal",
        "opportunity_id": "Activity - Deal ID|Deal - ID",
        "lead_id": "Activity - Lead ID",
        "person": "Activity - Contact person|Person - Name|Contact person",
        "person_id": "Activity - Contact person ID|Person - ID",
        "company": "Activity - Organization|Organization - Name|Organization",
        "company_id": "Activity - Organization ID|Organization - ID",
        "custom": "Activity - Duration|Activity - Due time|Activity - Location|Activity - Project|Activity - Lead|Lead",
        "ignored": "Activity - Update time|Activity - Busy|Activity - Free/busy|Activity - Last notification time|Activity - Creator"
        "|Activity - Participants|Activity - Attendees",
    },
    marks="Activity - Subject|Activity - ID|Activity - Due date|Activity - Done|Activity - Type|Activity - Assigned to user",
    patterns=((r"Activity [-–] .+", "custom"),),
    normal=in_english,
)

NOTES = preset(
    "pipedrive",
    "activities",
    {
        "external_id": "Note - ID|Note - Pipedrive system ID",
        "text": "Note - Content",
        "at": "Note - Add time|Note - Created|Note - Creation date|Note - Note created",
        "owner": "Note - User|Note - Owner|Note - Author|Note - Creator",
        "opportunity": "Note - Deal|Deal - Title|Note - Deal title|Deal",
        "opportunity_id": "Note - Deal ID|Deal - ID",
        "lead_id": "Note - Lead ID",
        "person": "Note - Person|Note - Contact person|Person - Name|Contact person",
        "person_id": "Note - Person ID|Person - ID",
        "company": "Note - Organization|Organization - Name|Organization",
        "company_id": "Note - Organization ID|Organization - ID",
        "ignored": "Note - Update time|Note - Pinned to deal|Note - Pinned to organization|Note - Pinned to person",
    },
    marks="Note - Content|Note - ID|Note - Deal|Note - Person|Note - Organization|Note - Add time|Note - Pipedrive system ID",
    patterns=((r"Note [-–] .+", "custom"),),
    normal=in_english,
)

PRESETS: tuple[Preset, ...] = (LEADS, ACTIVITIES, NOTES)
