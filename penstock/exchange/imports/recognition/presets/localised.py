"""HubSpot and Salesforce in the languages of their screens, in which their exports and reports name their columns:
German, French, Spanish, Portuguese, Italian, Dutch, Japanese."""

from collections.abc import Mapping

HUBSPOT_ID = (
    "Datensatz-ID|ID de fiche d'informations|ID de registro|ID do registro|ID record|Record-ID|レコードID"
)
HUBSPOT_CREATED = "Erstelldatum|Erstellungsdatum|Date de création|Fecha de creación|Data de criação|Data di creazione|Aanmaakdatum|作成日"
HUBSPOT_PLACES = {
    "phone": "Telefonnummer|Numéro de téléphone|Número de teléfono|Número de telefone|Numero di telefono|Telefoonnummer|電話番号",
    "city": "Ort|Stadt|Ville|Ciudad|Cidade|Città|Plaats|市区町村",
    "state": "Bundesland/Region|État/Région|Estado/región|Estado/Região|Stato/Regione|都道府県/地域",
    "postal_code": "Postleitzahl|Code postal|Código postal|CEP|Codice postale|Postcode|郵便番号",
    "country": "Land/Region|Pays/Région|País/región|País/Região|Paese/Regione|国/地域",
    "street": "Postanschrift|Straße und Hausnummer|Adresse postale|Adresse|Dirección|Endereço|Indirizzo|Adres|番地",
    "website": "Website-URL|URL du site web|URL del sitio web|URL do site|URL sito web|ウェブサイトのURL|ウェブサイトURL",
}
HUBSPOT_DEALS = {
    "external_id": HUBSPOT_ID,
    "name": "Deal-Name|Nom de la transaction|Nombre del negocio|Nome do negócio|Nome trattativa|Nome affare|Dealnaam|取引名",
    "stage": "Deal-Phase|Phase de la transaction|Etapa del negocio|Etapa do negócio|Fase trattativa|Fase affare|Dealfase|取引ステージ",
    "pipeline": "パイプライン|Pipeline de la transaction",
    "amount": "Betrag|Montant|Importe|Valor|Quantia|Importo|Bedrag|金額|合計売上",
    "currency": "Währung|Devise|Moneda|Moeda|Valuta|通貨",
    "close_on": "Abschlussdatum|Date de fermeture|Date de clôture|Fecha de cierre|Data de fechamento|Data di chiusura|Sluitingsdatum|クローズ日",
    "created_at": HUBSPOT_CREATED,
    "owner": "Zuständiger Mitarbeiter des Deals|Zuständiger Mitarbeiter für Deal|Deal-Inhaber|Deal-Eigentümer|Für Deal zuständiger Mitarbeiter|Propriétaire de la transaction"
    "|Propietario del negocio|Proprietário do negócio|Proprietario trattativa|Dealeigenaar|取引担当者|取引の担当者",
    "type": "Deal-Typ|Type de transaction|Type de la transaction|Tipo de negocio|Tipo de negócio|Tipo trattativa|取引タイプ",
    "description": "Deal-Beschreibung|Description de la transaction|Descripción del negocio|Descrição do negócio|取引の説明",
    "company": "Zugehöriges Unternehmen|Zugeordnetes Unternehmen|Verknüpftes Unternehmen|Entreprise associée|Empresa asociada|Empresa associada",
    "loss_reason": "Grund für verlorenen Deal|Grund für verlorenes Geschäft|Abschlussgrund (verloren)|Raison de la transaction perdue|Motif de la transaction perdue"
    "|Motivo de cierre perdido|Motivo de negocio perdido|Motivo de fechamento perdido|Motivo do negócio perdido|失注の理由|クローズした失注の理由",
    "win_reason": "Grund für gewonnenen Deal|Raison de la transaction gagnée|Motivo de cierre ganado|Motivo de fechamento ganho|成約の理由",
    "probability": "Deal-Wahrscheinlichkeit|Probabilité de la transaction|Probabilidad del negocio|Probabilidade do negócio|取引の確度",
    "next_step": "Nächster Schritt|Prochaine étape|Siguiente paso|Próximo paso|Próxima etapa|次のステップ",
    "source": "Ursprüngliche Quelle|Source d'origine|Fuente original|Fonte original|元のソース",
    "ignored": "Datum der letzten Aktivität|Date de la dernière activité|Fecha de última actividad|Fecha de la última actividad"
    "|Data da última atividade|最終アクティビティー日|Datum der letzten Änderung|Date de dernière modification|最終更新日",
}
HUBSPOT_COMPANIES = {
    **HUBSPOT_PLACES,
    "external_id": HUBSPOT_ID,
    "name": "Unternehmensname|Name des Unternehmens|Nom de l'entreprise|Nombre de la empresa|Nome da empresa|Nome azienda|Bedrijfsnaam|会社名",
    "domain": "Unternehmens-Domainname|Domain-Name des Unternehmens|Nom de domaine de l'entreprise|Nombre de dominio de la empresa"
    "|Nome do domínio da empresa|Nome di dominio dell'azienda|会社のドメイン名",
    "owner": "Für Unternehmen zuständiger Mitarbeiter|Unternehmensinhaber|Propriétaire de l'entreprise|Propietario de la empresa"
    "|Proprietário da empresa|Proprietario dell'azienda|会社の担当者|会社担当者",
    "industry": "Branche|Secteur d'activité|Secteur|Sector|Setor|Settore|業種",
    "employees": "Anzahl der Mitarbeiter|Nombre d'employés|Número de empleados|Número de funcionários|Numero di dipendenti|従業員数",
    "annual_revenue": "Jahresumsatz|Chiffre d'affaires annuel|Ingresos anuales|Receita anual|Fatturato annuo|年間売上高",
    "created_at": HUBSPOT_CREATED,
    "description": "Beschreibung|Description|Descripción|Descrição|Descrizione|説明",
    "custom": "Lifecycle-Phase|Phase du cycle de vie|Etapa del ciclo de vida|Fase do ciclo de vida|ライフサイクルステージ",
}
HUBSPOT_CONTACTS = {
    **HUBSPOT_PLACES,
    "external_id": HUBSPOT_ID,
    "first_name": "Vorname|Prénom|Nombre|Nome|Voornaam|名",
    "last_name": "Nachname|Nom|Nom de famille|Apellidos|Apellido|Sobrenome|Cognome|Achternaam|姓",
    "email": "E-Mail|E-Mail-Adresse|E-mail|Adresse e-mail|Correo|Correo electrónico|E-mailadres|Eメール|メールアドレス",
    "mobile": "Mobiltelefonnummer|Numéro de téléphone mobile|Número de teléfono móvil|Número de celular|携帯電話番号",
    "job_title": "Jobbezeichnung|Position|Intitulé du poste|Poste|Cargo|Puesto|Título do cargo|Qualifica|Functie|役職",
    "owner": "Zuständiger Mitarbeiter|Für Kontakt zuständiger Mitarbeiter|Kontakt-Inhaber|Propriétaire du contact|Propietario del contacto"
    "|Proprietário do contato|Proprietario del contatto|コンタクト担当者|コンタクトの担当者",
    "status": "Lead-Status|Statut du lead|Estado del lead|Status do lead|Stato lead|リードステータス",
    "company": "Unternehmensname|Name des Unternehmens|Nom de l'entreprise|Nombre de la empresa|Nome da empresa|Nome azienda|会社名",
    "created_at": HUBSPOT_CREATED,
    "source": "Ursprüngliche Quelle|Source d'origine|Fuente original|Fonte original|元のソース",
    "custom": "Lifecycle-Phase|Phase du cycle de vie|Etapa del ciclo de vida|Fase do ciclo de vida|ライフサイクルステージ",
}
HUBSPOT_DEAL_MARKS = f"{HUBSPOT_ID}|{HUBSPOT_DEALS['name']}|{HUBSPOT_DEALS['stage']}|Associated Company (Primary)|Associated Contact"
HUBSPOT_MARKS = f"{HUBSPOT_ID}|Associated Company|Associated Company IDs|Associated Contact|Associated Deal|{HUBSPOT_COMPANIES['custom']}"
HUBSPOT_COMPANY_MARKS = f"{HUBSPOT_MARKS}|{HUBSPOT_COMPANIES['domain']}|{HUBSPOT_COMPANIES['owner']}"
HUBSPOT_CONTACT_MARKS = f"{HUBSPOT_MARKS}|{HUBSPOT_CONTACTS['owner']}"

SALESFORCE_OPPORTUNITIES = {
    "external_id": "Opportunity-ID|Opportunity: ID|ID de l'opportunité|Id. de oportunidad|ID da oportunidade|ID opportunità|商談 ID",
    "name": "Opportunity-Name|Name der Opportunity|Opportunityname|Nom de l'opportunité|Nom d'opportunité|Nombre de la oportunidad"
    "|Nombre de oportunidad|Nome da oportunidade|Nome opportunità|Naam opportunity|商談名",
    "company": "Accountname|Account-Name|Nom du compte|Nombre de la cuenta|Nombre de cuenta|Nome da conta|Nome account|Accountnaam|取引先名",
    "owner": "Opportunity-Inhaber|Inhaber der Opportunity|Propriétaire de l'opportunité|Propietario de oportunidad"
    "|Propietario de la oportunidad|Proprietário da oportunidade|Titolare opportunità|商談 所有者|商談所有者",
    "stage": "Phase|Étape|Etapa|Fase|フェーズ",
    "amount": "Betrag|Montant|Importe|Cantidad|Valor|Importo|Bedrag|金額",
    "currency": "Betrag Währung|Währung|Devise du montant|Divisa|Moeda|金額 (通貨)",
    "close_on": "Schlusstermin|Date de clôture|Fecha de cierre|Data de fechamento|Data chiusura|Sluitingsdatum|完了予定日",
    "created_at": "Erstelldatum|Date de création|Fecha de creación|Data de criação|Data creazione|作成日",
    "probability": "Wahrscheinlichkeit (%)|Probabilité (%)|Probabilidad (%)|Probabilidade (%)|Probabilità (%)|確度 (%)",
    "type": "Typ|Tipo|種別",
    "source": "Leadquelle|Lead-Quelle|Origine de la piste|Source de la piste|Origen del candidato|Origen del prospecto|Origem do lead"
    "|Fonte lead|リードソース",
    "next_step": "Nächster Schritt|Prochaine étape|Étape suivante|Próximo paso|Siguiente paso|Próxima etapa|Fase successiva|次のステップ",
    "forecast_category": "Prognosekategorie|Catégorie de prévision|Categoría de pronóstico|Categoria de previsão|売上予測分類",
    "description": "Beschreibung|Descripción|Descrição|Descrizione|説明",
    "ignored": "Erwarteter Umsatz|Revenu attendu|Revenu prévu|Ingresos esperados|Receita esperada|Ricavo previsto|期待収益"
    "|Geschäftsperiode|Geschäftszeitraum|Période fiscale|Periodo fiscal|Período fiscal|Periodo fiscale|会計期間|Alter|Âge|Antigüedad|Idade|期間"
    "|Rolle des Inhabers|Rôle du propriétaire|Función de propietario|Função do proprietário|所有者 ロール|Zuletzt geändert am"
    "|Date de dernière modification|Fecha de última modificación|最終更新日|Letzte Aktivität|Dernière activité|最終活動日",
}
SALESFORCE_MARKS = (
    "|".join(SALESFORCE_OPPORTUNITIES[key] for key in ("external_id", "name", "company", "owner"))
    + "|Schlusstermin|完了予定日"
)
SALESFORCE_LEADS = {
    "external_id": "Lead-ID|ID de la piste|Id. de prospecto|ID do lead|リード ID",
    "first_name": "Vorname|Prénom|Nombre|Nome|名",
    "last_name": "Nachname|Nom de famille|Nom|Apellidos|Sobrenome|Cognome|姓",
    "company": "Firma/Account|Firma|Société/Compte|Société|Compañía/Cuenta|Compañía|Empresa/Conta|Empresa|Azienda/Account|会社名",
    "email": "E-Mail|E-mail|Adresse e-mail|Correo electrónico|Email|メール",
    "phone": "Telefon|Téléphone|Teléfono|Telefone|Telefono|電話",
    "status": "Lead-Status|Leadstatus|Statut de la piste|Statut de piste|Estado del candidato|Estado de prospecto|Status do lead|Stato lead"
    "|リード 状況|リード状況",
    "owner": "Lead-Inhaber|Leadinhaber|Propriétaire de la piste|Propietario del candidato|Propietario de prospecto|Proprietário do lead"
    "|Titolare lead|リード 所有者|リード所有者",
    "created_at": SALESFORCE_OPPORTUNITIES["created_at"],
    "source": SALESFORCE_OPPORTUNITIES["source"],
    "industry": "Branche|Secteur d'activité|Secteur|Sector|Setor|Settore|業種",
    "job_title": "Titel|Position|Titre|Fonction|Cargo|Título|Titolo|役職",
    "rating": "Bewertung|Évaluation|Valoración|Classificação|評価",
}
SALESFORCE_LEAD_MARKS = (
    "|".join(SALESFORCE_LEADS[key] for key in ("external_id", "status", "owner"))
    + "|Firma/Account|Société/Compte|Leadquelle"
)


def also(names: Mapping[str, str], others: Mapping[str, str]) -> dict[str, str]:
    """The names of a preset, and after them those of other languages."""
    return {
        key: "|".join(filter(None, (names.get(key, ""), others.get(key, "")))) for key in {**names, **others}
    }
