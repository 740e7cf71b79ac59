"""Pipedrive: “Deal - Title”, the entity's word being whatever the account's language calls it."""

import re

from penstock.exchange.imports.recognition.headers import folded
from penstock.exchange.imports.recognition.presets.languages import in_english as in_any_language
from penstock.exchange.imports.recognition.presets.table import Preset, preset

ENTITY = re.compile(r"(?P<entity>[^\W\d_]+(?: [^\W\d_]+)?)\s*[-–]\s*(?P<field>.+)$")
ENTITIES = {
    "Deal": "Deal|Geschäft|Affaire|Trato|Negocio|Negócio|Affare|Trattativa|Szansa|Transakcja|Obchod|Сделка|Affär|Aftale|Kauppa|Tehing"
    "|Fırsat|商談|案件|交易|거래|Угода|Ügylet|Afacere",
    "Lead": "Lead|Prospect|Interessent|Лид|リード",
    "Activity": "Activity|Aktivität|Activité|Actividad|Atividade|Attività|Activiteit|Aktywność|Aktivita|Дело|活動|活动",
    "Note": "Note|Notiz|Nota|Notatka|Poznámka|Заметка|メモ",
    "Product": "Product|Produkt|Produit|Producto|Produto|Prodotto|Продукт|製品",
    "Person": "Person|Personne|Persona|Pessoa|Persoon|Osoba|Osoby|Контакт|Контактное лицо|Henkilö|Isik|Kişi|人物|联系人|담당자|Személy",
    "Organization": "Organization|Organisation|Unternehmen|Organización|Organização|Organizzazione|Organisatie|Organizacja|Organizace"
    "|Организация|Organisaatio|Organisatsioon|Kuruluş|Şirket|組織|组织|조직|Szervezet|Організація",
}
FIELDS = {
    "ID": "ID|Kennung|Identifiant",
    "Title": "Titel|Titre|Título|Titolo|Tytuł|Název|Название|Заголовок|Otsikko|Başlık|タイトル|标题|제목|Nimetus",
    "Name": "Name|Nom|Nombre|Nome|Naam|Nazwa|Název|Jméno|Имя|Namn|Navn|Nimi|Ad|名前|名称|이름|Név",
    "Creator": "Ersteller|Créateur|Creador|Criador|Creatore|Maker|Twórca|Tvůrce|Создатель|Skapare"
    "|Criado por|Creado por|Créé par|Erstellt von|Creato da",
    "Owner": "Besitzer|Inhaber|Eigentümer|Propriétaire|Propietario|Proprietário|Proprietario|Eigenaar|Właściciel|Vlastník|Владелец"
    "|Ответственный|Ägare|Ejer|Omistaja|Sahip|所有者|负责人|소유자",
    "Value": "Wert|Valeur|Valor|Valore|Waarde|Wartość|Hodnota|Сумма|Värde|Værdi|Arvo|Değer|金額|金额|값",
    "Currency of Value": "Währung von Wert|Währung des Wertes|Währung Wert|Währung|Devise de la valeur|Devise de Valeur|Devise|Měna Hodnota|Měna hodnoty|Waluta Wartość|Waluta wartości|Moneda del valor|Moeda do valor|Валюта суммы|Moneda de Valor|Moneda|Moeda de Valor|Moeda|Valuta di Valore"
    "|Valuta van Waarde|Valuta|Waluta|Měna|Валюта",
    "Weighted value": "Gewichteter Wert|Valeur pondérée|Valor ponderado|Valore ponderato|Gewogen waarde|Wartość ważona|Vážená hodnota",
    "Probability": "Wahrscheinlichkeit|Probabilité|Probabilidad|Probabilidade|Probabilità|Waarschijnlijkheid|Prawdopodobieństwo"
    "|Pravděpodobnost|Вероятность",
    "Organization": "Organisation|Unternehmen|Organización|Organização|Organizzazione|Organisatie|Organizacja|Organizace|Организация",
    "Organization ID": "Organisations-ID|ID de l'organisation|ID de organización|ID da organização|Organisatie-ID",
    "Contact person": "Kontaktperson|Ansprechpartner|Personne à contacter|Personne de contact|Persona de contacto|Pessoa de contato"
    "|Persona di contatto|Referente|Contactpersoon|Osoba kontaktowa|Kontaktní osoba|Контактное лицо",
    "Pipeline": "Embudo|Funil|Lejek|Воронка|Pijplijn",
    "Stage": "Phase|Étape|Etapa|Fase|Etap|Fáze|Этап|Steg|Vaihe|Aşama|ステージ|阶段|단계",
    "Status": "Statut|Estado|Stato|Stav|Статус|Tila|Durum|ステータス|状态|상태",
    "Label": "Label|Beschriftung|Étiquette|Etiqueta|Etichetta|Etykieta|Štítek|Метка",
    "Deal created": "Deal erstellt|Geschäft erstellt|Affaire créée|Trato creado|Negocio creado|Negócio criado|Affare creato|Deal aangemaakt"
    "|Utworzono|Vytvořeno|Obchod vytvořen|Szansa utworzona|Transakcja utworzona|Сделка создана"
    "|Negócio criado em|Data de criação do negócio|Fecha de creación del trato|Date de création de l'affaire|Creato il|Deal erstellt am",
    "Person created": "Person erstellt|Personne créée|Persona creada|Pessoa criada|Persona creata|Persoon aangemaakt",
    "Organization created": "Organisation erstellt|Organisation créée|Organización creada|Organização criada|Organisatie aangemaakt",
    "Update time": "Aktualisierungszeit|Zeit der Aktualisierung|Heure de mise à jour|Hora de actualización|Hora da atualização"
    "|Ora di aggiornamento|Tijd van bijwerken|Czas aktualizacji|Čas aktualizace|Время обновления"
    "|Data atualizada|Atualizado em|Actualizado el|Mis à jour le|Aktualisiert am|Última atualização",
    "Last stage change": "Letzte Phasenänderung|Dernier changement d'étape|Último cambio de etapa|Última mudança de etapa"
    "|Última alteração de etapa|Ultimo cambio di fase|Laatste fasewijziging|Ostatnia zmiana etapu",
    "Won time": "Gewonnen am|Zeitpunkt des Gewinns|Heure du gain|Date de gain|Hora de ganado|Hora do ganho|Gewonnen op|Czas wygranej"
    "|Ganho em|Ganado el|Gagné le|Data de ganho|Vinto il|Čas výhry|Datum výhry|Data wygranej|Fecha de ganado|Время выигрыша",
    "Lost time": "Verloren am|Heure de la perte|Date de perte|Hora de perdido|Hora da perda|Verloren op|Czas przegranej"
    "|Data de perda|Perdido em|Perdido el|Perdu le|Perso il|Čas prohry|Čas ztráty|Datum prohry|Data przegranej|Fecha de pérdida|Время проигрыша",
    "Deal closed on": "Deal abgeschlossen am|Abgeschlossen am|Affaire conclue le|Trato cerrado el|Negócio fechado em|Deal gesloten op"
    "|Trato cerrado en|Cerrado el|Conclu le|Chiuso il|Zamknięto",
    "Lost reason": "Grund für Verlust|Verlustgrund|Motif de perte|Raison de la perte|Motivo de pérdida|Motivo da perda"
    "|Motivo della perdita|Reden voor verlies|Powód przegranej|Důvod ztráty|Причина проигрыша",
    "Expected close date": "Erwartetes Abschlussdatum|Voraussichtliches Abschlussdatum|Date de clôture prévue|Fecha prevista de cierre"
    "|Fecha de cierre esperada|Data de fechamento esperada|Data di chiusura prevista|Verwachte sluitingsdatum"
    "|Przewidywana data zamknięcia|Očekávané datum uzavření|Ожидаемая дата закрытия",
    "Next activity date": "Data da próxima atividade|Fecha de la próxima actividad|Date de la prochaine activité|Datum der nächsten Aktivität",
    "Last activity date": "Data da última atividade|Fecha de la última actividad|Date de la dernière activité|Datum der letzten Aktivität",
    "Total activities": "Total de atividades|Total de actividades|Total des activités|Gesamte Aktivitäten|Aktivitäten insgesamt",
    "Done activities": "Atividades concluídas|Actividades realizadas|Actividades hechas|Activités terminées|Erledigte Aktivitäten",
    "Activities to do": "Atividades para fazer|Actividades por hacer|Actividades pendientes|Activités à faire|Zu erledigende Aktivitäten",
    "Email messages count": "Número de mensagens de e-mail|Cantidad de mensajes de correo|Nombre d'e-mails|Anzahl E-Mail-Nachrichten",
    "Visible to": "Visível para|Visible para|Visible par|Sichtbar für",
    "Product name": "Nome do produto|Nombre del producto|Nom du produit|Produktname",
    "Product quantity": "Quantidade de produtos|Cantidad de productos|Quantité de produits|Produktmenge",
    "Product amount": "Valor de produtos|Importe de productos|Montant des produits|Produktbetrag",
    "Source origin": "Origem|Origen de la fuente|Origine de la source|Quellenherkunft",
    "Source channel": "Canal de origem|Origem / Canal de origem|Canal de origen|Canal source|Quellkanal",
    "Source channel ID": "ID do canal de origem|ID del canal de origen",
    "Source origin ID": "ID de origem|ID de origen",
    "Lead source": "Fonte do Lead|Fuente del lead|Source du lead|Leadquelle",
    "First name": "Vorname|Prénom|Primeiro nome|Voornaam|Imię|Křestní jméno|Имя",
    "Last name": "Nachname|Nom de famille|Apellido|Apellidos|Sobrenome|Cognome|Achternaam|Nazwisko|Příjmení|Фамилия",
    "Email": "E-Mail|E-mail|Correo electrónico|Correo|Эл. почта",
    "Phone": "Telefon|Téléphone|Teléfono|Telefone|Telefono|Telefoon|Телефон",
    "Work": "Arbeit|Geschäftlich|Travail|Bureau|Trabajo|Trabalho|Lavoro|Werk|Praca|Práce|Рабочий",
    "Home": "Privat|Domicile|Casa|Thuis|Dom|Domů|Домашний",
    "Mobile": "Mobil|Handy|Portable|Móvil|Celular|Cellulare|Mobiel|Мобильный",
    "Other": "Andere|Sonstige|Autre|Otro|Outro|Altro|Overig|Inny|Jiný|Другой",
    "Address": "Adresse|Dirección|Endereço|Indirizzo|Adres|Adresa|Адрес",
    "Job title": "Position|Berufsbezeichnung|Intitulé du poste|Cargo|Puesto|Titolo di lavoro|Functie|Stanowisko|Должность",
}  # fmt: skip
ENGLISH_ENTITIES = {folded(name): entity for entity, names in ENTITIES.items() for name in names.split("|")}
# Of the words of spreadsheets those that Pipedrive has a column for.
SPREADSHEETS = {
    folded(english): own
    for english, own in (
        ("Created Date", "Created"), ("Won Date", "Won time"), ("Lost Date", "Lost time"), ("Closed Date", "Closed on"),
        ("Close Date", "Expected close date"), ("Currency", "Currency"), ("Amount", "Value"), ("Loss Reason", "Lost reason"),
        ("Stage", "Stage"), ("Status", "Status"), ("Owner", "Owner"), ("Probability", "Probability"), ("Contact", "Contact person"),
        ("Company", "Organization"), ("Job Title", "Job title"), ("First Name", "First name"), ("Last Name", "Last name"),
        ("Tags", "Label"), ("Source", "Source"),
    )
}  # fmt: skip
ENGLISH_FIELDS = {folded(name): field for field, names in FIELDS.items() for name in names.split("|")}


def in_english(header: str) -> str:
    """“Organizace - Název” as “Organization - Name”; what is not of this pattern as it is."""
    match = ENTITY.match(header.strip().strip("*").strip().replace("_-_", " - "))
    entity = ENGLISH_ENTITIES.get(folded(match["entity"])) if match else None
    if match is None or entity is None:
        return header.strip()
    parts = [field_in_english(part) for part in re.split(r"\s+[-–]\s+", match["field"])]
    title = "Title" if entity == "Deal" and parts == ["Name"] else parts[0]
    return " - ".join([entity, title, *parts[1:]])


def field_in_english(name: str) -> str:
    """A field by Pipedrive's own words, else by those of any spreadsheet: “Erstellt am” is the created date."""
    own = ENGLISH_FIELDS.get(folded(name))
    return own or SPREADSHEETS.get(in_any_language(name), name)


DEALS = preset(
    "pipedrive",
    "opportunities",
    {
        "external_id": "Deal - ID|Deal - Pipedrive System ID|Deal ID",
        "name": "Deal - Title",
        "amount": "Deal - Value|Deal - Deal value",
        "currency": "Deal - Currency of Value|Deal - Currency",
        "owner": "Deal - Owner",
        "company": "Deal - Organization|Organization - Name|Organization",
        "company_id": "Deal - Organization ID|Organization - ID",
        "person": "Deal - Contact person|Person - Name|Contact person",
        "person_id": "Deal - Contact person ID|Person - ID",
        "person_email": "Person - Email - Work|Person - Email|Person - Email (Work)",
        "pipeline": "Deal - Pipeline",
        "stage": "Deal - Stage|Deal - Stage (pipeline)",
        "status": "Deal - Status",
        "probability": "Deal - Probability",
        "created_at": "Deal - Deal created|Deal - Deal created at|Deal - Deal created on|Deal - Creation date|Deal - Created|Deal - Add time",
        "stage_changed_at": "Deal - Last stage change",
        "won_at": "Deal - Won time",
        "lost_at": "Deal - Lost time",
        "closed_at": "Deal - Deal closed on|Deal - Closed on|Deal - Close time",
        "loss_reason": "Deal - Lost reason",
        "close_on": "Deal - Expected close date",
        "source": "Deal - Source channel|Deal - Source origin|Deal - Source|Deal - Deal source|Deal - Lead source",
        "product": "Deal - Product name",
        "quantity": "Deal - Product quantity",
        "description": "Deal - Description|Deal - Notes|Note - Content",
        "tags": "Deal - Label|Deal - Labels",
        "custom": "Deal - MRR|Deal - ARR|Deal - ACV|Deal - Participants",
        "ignored": "Deal - Creator|Deal - Weighted value|Deal - Currency of Weighted value|Deal - Update time"
        "|Deal - Next activity date|Deal - Last activity date|Deal - Total activities|Deal - Done activities"
        "|Deal - Activities to do|Deal - Email messages count|Deal - Product amount|Deal - Visible to|Deal - Archive status"
        "|Deal - Currency of MRR|Deal - Currency of ARR|Deal - Currency of ACV|Deal - Source channel ID|Deal - Source origin ID"
        "|Deal - Archive time|Deal - Last email received|Deal - Last email sent|Deal - Deleted",
    },
    marks="Deal - Title|Deal - ID|Deal - Stage|Deal - Status|Deal - Organization",
    patterns=((r"(?:Deal|Person|Organization|Activity|Note) [-–] .+", "custom"),),
    normal=in_english,
)

PEOPLE = preset(
    "pipedrive",
    "people",
    {
        "external_id": "Person - ID",
        "name": "Person - Name",
        "first_name": "Person - First name",
        "last_name": "Person - Last name",
        "email": "Person - Email - Work|Person - Email",
        "email_2": "Person - Email - Home",
        "email_3": "Person - Email - Other",
        "phone": "Person - Phone - Work|Person - Phone",
        "mobile": "Person - Phone - Mobile",
        "phone_3": "Person - Phone - Home|Person - Phone - Other",
        "company": "Person - Organization|Organization - Name",
        "company_id": "Person - Organization ID",
        "job_title": "Person - Job title",
        "owner": "Person - Owner",
        "tags": "Person - Labels|Person - Label",
        "created_at": "Person - Person created|Person - Created",
        "description": "Person - Notes",
        "street": "Person - Full/combined address of Postal address|Person - Postal address",
        "city": "Person - City/town/village/locality of Postal address",
        "state": "Person - State/county of Postal address",
        "postal_code": "Person - ZIP/Postal code of Postal address",
        "country": "Person - Country of Postal address",
        "ignored": "Person - Update time|Person - Visible to|Person - Next activity date|Person - Last activity date"
        "|Person - Open deals|Person - Won deals|Person - Lost deals|Person - Closed deals|Person - Total activities"
        "|Person - Done activities|Person - Activities to do|Person - Email messages count|Person - Marketing status"
        "|Person - Profile picture|Person - Instant messenger|Person - Birthday",
    },
    marks="Person - Name|Person - ID|Person - First name",
    patterns=((r"Person [-–] .+ of Postal address", "ignored"), (r"Person [-–] .+", "custom")),
    normal=in_english,
)

COMPANIES = preset(
    "pipedrive",
    "companies",
    {
        "external_id": "Organization - ID",
        "name": "Organization - Name",
        "owner": "Organization - Owner",
        "tags": "Organization - Labels|Organization - Label",
        "website": "Organization - Website",
        "industry": "Organization - Industry",
        "employees": "Organization - Number of employees|Organization - Employee count",
        "annual_revenue": "Organization - Annual revenue",
        "created_at": "Organization - Organization created|Organization - Created",
        "street": "Organization - Full/combined address of Address|Organization - Address",
        "city": "Organization - City/town/village/locality of Address",
        "state": "Organization - State/county of Address",
        "postal_code": "Organization - ZIP/Postal code of Address",
        "country": "Organization - Country of Address",
        "description": "Organization - Notes",
        "ignored": "Organization - Update time|Organization - Visible to|Organization - Next activity date"
        "|Organization - Last activity date|Organization - Open deals|Organization - Won deals|Organization - Lost deals"
        "|Organization - Closed deals|Organization - People|Organization - Total activities|Organization - Done activities"
        "|Organization - Activities to do|Organization - Email messages count|Organization - Profile picture"
        "|Organization - LinkedIn profile",
    },
    marks="Organization - Name|Organization - ID",
    patterns=((r"Organization [-–] .+ of Address", "ignored"), (r"Organization [-–] .+", "custom")),
    normal=in_english,
)

PRESETS: tuple[Preset, ...] = (DEALS, PEOPLE, COMPANIES)
