"""Bitrix24 (names of its interface and of its lists, English and Russian) and Kommo, which was amoCRM."""

from penstock.exchange.imports.recognition.presets.table import Preset, preset

UTM = "UTM_SOURCE|UTM_MEDIUM|UTM_CONTENT|UTM_TERM|UTM Source|UTM Medium|UTM Content|UTM Term"
CODES = (
    "MODIFY_BY_ID|CREATED_BY_ID|DATE_MODIFY|IS_MANUAL_OPPORTUNITY|TAX_VALUE|OPENED|IS_NEW|IS_RECURRING|IS_RETURN_CUSTOMER"
    "|IS_REPEATED_APPROACH|ORIGINATOR_ID|ORIGIN_ID|QUOTE_ID|LOCATION_ID|ADDITIONAL_INFO|MOVED_BY_ID|MOVED_TIME|LAST_ACTIVITY_BY"
    "|LAST_ACTIVITY_TIME|LAST_COMMUNICATION_TIME|EXCH_RATE|ACCOUNT_CURRENCY_ID|OPPORTUNITY_ACCOUNT|HAS_PHONE|HAS_EMAIL|HAS_IMOL|FACE_ID"
)
WORDS = (
    "Кем создана|Кем создан|Кем изменена|Кем изменен|Дата изменения|Доступна для всех|Доступен для всех|Повторная сделка|Повторное обращение"
    "|Created by|Modified by|Modified on|Available to everyone|Repeat inquiry|Repeat deal|Return customer|Recurring deal|Tax"
)

DEALS = preset(
    "bitrix24",
    "opportunities",
    {
        "external_id": "ID",
        "name": "TITLE|Название|Название сделки|Deal name|Name",
        "stage": "STAGE_ID|Стадия сделки|Стадия|Stage|Deal stage",
        "pipeline": "CATEGORY_ID|Направление|Направление сделки|Воронка|Pipeline|Deal pipeline",
        "amount": "OPPORTUNITY|Сумма|Сумма сделки|Amount|Total",
        "currency": "CURRENCY_ID|Валюта|Currency",
        "probability": "PROBABILITY|Вероятность|Probability",
        "close_on": "CLOSEDATE|Дата завершения|Предполагаемая дата закрытия|Предполагаемая дата завершения|End date|Expected close date|Close date",
        "created_at": "DATE_CREATE|Дата создания|Created on|Created",
        "stage_changed_at": "MOVED_TIME|Дата изменения стадии",
        "is_closed": "CLOSED|Сделка закрыта|Closed|Deal closed",
        "owner": "Ответственный|Responsible|Responsible person",
        "owner_id": "ASSIGNED_BY_ID|Ответственный ID",
        "company": "Компания|Company|COMPANY_TITLE",
        "company_id": "COMPANY_ID",
        "person": "Контакт|Контакты|Contact|Contacts",
        "person_id": "CONTACT_ID|CONTACT_IDS",
        "lead_id": "LEAD_ID",
        "type": "TYPE_ID|Тип|Тип сделки|Type",
        "source": "SOURCE_ID|Источник|Source",
        "campaign": "UTM_CAMPAIGN|UTM Campaign",
        "description": "COMMENTS|Комментарий|Comment",
        "custom": f"SOURCE_DESCRIPTION|Дополнительно об источнике|Source information|BEGINDATE|Дата начала|Start date|{UTM}",
        "ignored": f"STAGE_SEMANTIC_ID|{CODES.replace('|MOVED_TIME', '')}|{WORDS}",
    },
    marks="STAGE_ID|CATEGORY_ID|ASSIGNED_BY_ID|CURRENCY_ID|IS_MANUAL_OPPORTUNITY|CLOSEDATE|BEGINDATE|Стадия сделки|Сделка закрыта"
    "|Доступна для всех|Повторная сделка|Дополнительно об источнике|Available to everyone|STAGE_SEMANTIC_ID",
    patterns=((r"UF_CRM_.+", "custom"),),
)

LEADS = preset(
    "bitrix24",
    "leads",
    {
        "external_id": "ID",
        "name": "TITLE|Название|Название лида|Lead name",
        "first_name": "NAME|Имя|First name",
        "last_name": "LAST_NAME|Фамилия|Last name",
        "salutation": "HONORIFIC|Обращение|Salutation",
        "company": "COMPANY_TITLE|Название компании|Company name",
        "company_id": "COMPANY_ID",
        "job_title": "POST|Должность|Position",
        "status": "STATUS_ID|Стадия|Статус|Статус лида|Stage|Status",
        "amount": "OPPORTUNITY|Сумма|Возможная сумма сделки|Amount|Opportunity",
        "currency": "CURRENCY_ID|Валюта|Currency",
        "source": "SOURCE_ID|Источник|Source",
        "campaign": "UTM_CAMPAIGN|UTM Campaign",
        "phone": "PHONE|Рабочий телефон|Телефон|Work phone|Phone",
        "mobile": "Мобильный телефон|Mobile",
        "email": "EMAIL|Рабочий e-mail|E-mail|Work e-mail",
        "website": "WEB|Корпоративный сайт|Сайт|Website",
        "owner": "Ответственный|Responsible|Responsible person",
        "owner_id": "ASSIGNED_BY_ID",
        "created_at": "DATE_CREATE|Дата создания|Created on|Created",
        "converted_at": "DATE_CLOSED|Дата закрытия",
        "street": "ADDRESS|Адрес|Address",
        "city": "ADDRESS_CITY|Населенный пункт|City",
        "postal_code": "ADDRESS_POSTAL_CODE|Почтовый индекс",
        "country": "ADDRESS_COUNTRY|Страна|Country",
        "description": "COMMENTS|Комментарий|Comment",
        "custom": f"SECOND_NAME|Отчество|BIRTHDATE|Дата рождения|STATUS_DESCRIPTION|SOURCE_DESCRIPTION|Дополнительно об источнике|{UTM}",
        "ignored": f"STATUS_SEMANTIC_ID|CONTACT_ID|{CODES}|{WORDS}|ADDRESS_2|ADDRESS_REGION|ADDRESS_PROVINCE|ADDRESS_COUNTRY_CODE",
    },
    marks="STATUS_ID|STATUS_SEMANTIC_ID|COMPANY_TITLE|ASSIGNED_BY_ID|HONORIFIC|Название лида|Доступен для всех|Дополнительно об источнике",
    patterns=((r"UF_CRM_.+", "custom"),),
)

KOMMO_DEALS = preset(
    "kommo",
    "opportunities",
    {
        "external_id": "ID",
        "name": "Название сделки|Lead title|Lead name",
        "amount": "Бюджет|Бюджет сделки|Sale|Sale value",
        "owner": "Ответственный|Ответственный за сделку|Responsible|Responsible user",
        "created_at": "Дата создания сделки|Дата создания|Created at|Creation date",
        "closed_at": "Дата закрытия|Closed at|Closing date",
        "tags": "Теги сделки|Теги|Tags|Lead tags",
        "stage": "Этап сделки|Этап|Lead status|Pipeline stage|Status",
        "pipeline": "Воронка|Pipeline",
        "person": "Основной контакт|Полное имя контакта|Main contact|Contact|Full name",
        "company": "Компания|Компания контакта|Company",
        "person_email": "Рабочий email|Email|Work email",
        "description": "Примечание|Note|Примечание 1",
        "source": "Источник сделки|Источник|Source|Lead source",
        "loss_reason": "Причина отказа|Loss reason|Причина закрытия",
        "campaign": "utm_campaign",
        "custom": "Рабочий телефон|Мобильный телефон|Должность|Ответственный за контакт|Work phone|Position|utm_source|utm_medium|utm_content"
        "|utm_term|roistat|Примечание 2|Примечание 3|Примечание 4|Примечание 5",
        "ignored": "Кем создана сделка|Кем создана|Дата редактирования|Дата изменения|Кем редактирована|Кем изменена|Ближайшая задача|Created by"
        "|Modified at|Last modified|Modified by|Closest task|Score",
    },
    marks="Название сделки|Этап сделки|Теги сделки|Дата создания сделки|Кем создана сделка|Ближайшая задача|Lead title|Responsible user"
    "|Closest task|Бюджет",
)

PRESETS: tuple[Preset, ...] = (DEALS, LEADS, KOMMO_DEALS)
