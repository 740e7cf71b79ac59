"""Contacts: spreadsheets and address books."""

from penstock.exchange.imports.recognition.presets.table import preset
from penstock.exchange.imports.recognition.presets.words import (
    CITY,
    COMPANY,
    COMPANY_ID,
    COUNTRY,
    CREATED,
    EMAIL,
    IGNORED,
    OWNER,
    OWNER_EMAIL,
    OWNER_ID,
    PHONE,
    POSTAL_CODE,
    STATE,
    STREET,
)

PEOPLE = preset(
    "",
    "people",
    {
        "external_id": "ID|Contact ID|Person ID|External ID|Record ID|Copper ID",
        "name": "Name|Display Name|Full Name|Contact|Contact Name|Contact Person|Contact Full Name|Person|Person Name",
        "first_name": "FName|First Name|Given Name|Firstname|First|Forename|Name / First Name",
        "last_name": "LName|Last Name|Surname|Family Name|Lastname|Last|Name / Last Name",
        "salutation": "Salutation|Mr/Ms|Name Prefix|Prefix",
        "email": EMAIL
        + "|Work Email|Email 1|Primary Email|E-mail 1 - Value|Email - Work|Emails / Primary Email",
        "email_2": "Email 2|Second Email|Secondary Email|Private Email|Personal Email|E-mail 2 - Value|E-mail 2 Address|Email - Personal",
        "email_3": "Email 3|E-mail 3 - Value|E-mail 3 Address|Email - Other",
        "phone": PHONE
        + "|Work Phone|Business Phone|Phone 1|Phone 1 - Value|Phone - Work|Phones / Primary Phone Number|Primary Phone",
        "mobile": "Mobile|Cell|Mobile Phone|Cell Phone|Mobile Number|Mobile No|Cellphone|Phone 2|Phone 2 - Value|Phone - Mobile",
        "phone_3": "Home Phone|Other Phone|Phone 3 - Value|Phone - Home",
        "job_title": "Designation|Title|Job Title|Position|Role|Function|Job Position|Organization Title|Organization 1 - Title",
        "department": "Department|Organization Department|Organization 1 - Department",
        "source": "Source|Lead Source",
        "status": "Status",
        "company": COMPANY + "|Works At|Employer|Related Company",
        "company_id": COMPANY_ID,
        "company_domain": "Company Domain|Domain",
        "website": "Website|LinkedIn|Website 1 - Value|Web Page|URL - Work|Business Home Page",
        "street": STREET
        + "|Mailing Street|Mailing Address|Address 1 - Street|Business Street|Address - Work",
        "city": CITY + "|Address 1 - City|Business City",
        "state": STATE + "|Address 1 - Region|Business State",
        "postal_code": POSTAL_CODE + "|Address 1 - Postal Code|Business Postal Code",
        "country": COUNTRY + "|Address 1 - Country|Business Country|Business Country/Region",
        "owner": OWNER + "|Contact Owner",
        "owner_email": OWNER_EMAIL,
        "owner_id": OWNER_ID,
        "created_at": CREATED + "|Signup Date|Signed Up At",
        "no_email": "Do Not Email|Unsubscribed|Opt Out|Email Opt Out|Opted Out of Email",
        "no_call": "Do Not Call",
        "description": "Description|Notes|Comments",
        "tags": "Tags|Labels|Groups|Group Membership|Categories",
        "custom": "Gaggle ID|Birthday|Date of Birth|Middle Name|Additional Name|Suffix|Name Suffix|Nickname|File As|Initials|Anniversary|Connected On"
        "|Yomi Name|Given Name Yomi|Additional Name Yomi|Family Name Yomi|Phonetic First Name|Phonetic Middle Name|Phonetic Last Name",
        "ignored": IGNORED + "|Fax",
    },
    marks="First Name|Last Name|Surname|Job Title|Email|E-mail|Contact Name|Full Name|Mobile|Email Address|Business Phone"
    "|E-mail Display Name|Group Membership|E-mail 1 - Value|Phone 1 - Value|Email - Work|Phone - Work",
    # Address books: Google's labels and further values, Outlook's other places.
    patterns=(
        (
            r"(?:E-mail|Phone|Address|Website|IM|Organization|Event|Relation) \d+ - (?:Type|Label|Formatted)$",
            "ignored",
        ),
        (r"(?:E-mail|Phone|Address|Website|IM|Organization|Event|Relation|Custom Field) \d+ - .+", "custom"),
        (r"E-mail(?: \d)? (?:Type|Display Name)$", "ignored"),
        (r"(?:Home|Other|Business) (?:Street|City|State|Postal Code|Country|Address|Phone|Fax).*", "custom"),
    ),
    better="Job Title",
)
