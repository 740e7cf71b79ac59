"""What people call their columns in other languages, as the English name that the generic presets know."""

from penstock.exchange.imports.recognition.headers import folded

# English name of the column: its names in German, French, Spanish, Italian, Portuguese, Dutch, Polish, Russian, Swedish,
# Danish, Czech, Turkish, Japanese, Chinese and Korean.
NAMES = {
    "Name": "Bezeichnung|Nom|Nombre|Nome|Naam|Nazwa|Название|Наименование|Имя|Namn|Navn|Název|Jméno|Ad|İsim|名前|氏名|名称|姓名|이름",
    "First Name": "Vorname|Prénom|Prenom|Nombre de pila|Primeiro nome|Voornaam|Imię|Förnamn|Fornavn|Křestní jméno|Adı|名|名字",
    "Last Name": "Nachname|Familienname|Nom de famille|Apellido|Apellidos|Cognome|Sobrenome|Apelido|Achternaam|Nazwisko|Фамилия"
    "|Efternamn|Efternavn|Příjmení|Soyadı|姓",
    "Full Name": "Vollständiger Name|Nom complet|Nombre completo|Nome completo|Nome e cognome|Volledige naam|Imię i nazwisko|ФИО",
    "Email": "E-Mail-Adresse|EMail|Mail|Adresse e-mail|Courriel|Correo|Correo electrónico|E-mailadres|Adres e-mail|Эл. почта"
    "|Электронная почта|Почта|E-post|E-posta|メール|メールアドレス|邮箱|电子邮件|電子郵件|이메일",
    "Phone": "Telefon|Telefonnummer|Téléphone|Tél|Teléfono|Telefono|Telefone|Telefoon|Телефон|Tlf|電話|電話番号|电话|전화|전화번호",
    "Mobile": "Handy|Mobil|Mobiltelefon|Portable|Móvil|Celular|Cellulare|Telemóvel|Mobiel|Komórka|Мобильный|携帯|携帯電話|手机|휴대폰",
    "Job Title": "Position im Unternehmen|Funktion|Fonction|Poste|Cargo|Puesto|Ruolo|Functie|Stanowisko|Должность|Titel|Pozice"
    "|Unvan|役職|职位|직책",
    "Company": "Firma|Unternehmen|Firmenname|Kunde|Organisation|Société|Entreprise|Client|Empresa|Compañía|Cliente|Azienda|Società"
    "|Companhia|Bedrijf|Bedrijfsnaam|Klant|Przedsiębiorstwo|Klient|Компания|Организация|Клиент|Företag|Kund|Virksomhed|Zákazník"
    "|Společnost|Şirket|Müşteri|会社|会社名|取引先|取引先名|公司|公司名称|公司名稱|客戶|客戶名稱|客户|客户名称|회사|회사명|고객",
    "Industry": "Branche|Secteur|Sector|Settore|Setor|Branża|Отрасль|Bransch|Odvětví|Sektör|業種|行业|산업",
    "Employees": "Mitarbeiter|Mitarbeiterzahl|Anzahl Mitarbeiter|Effectif|Nombre d'employés|Empleados|Número de empleados|Dipendenti"
    "|Funcionários|Medewerkers|Pracownicy|Сотрудники|Anställda|従業員数|员工数|직원 수",
    "Annual Revenue": "Jahresumsatz|Umsatz|Chiffre d'affaires|Ingresos anuales|Facturación|Fatturato|Faturamento|Jaaromzet|Omzet"
    "|Przychody|Выручка|Omsättning|年間売上|年收入",
    "Website": "Webseite|Internetseite|Site web|Site internet|Sitio web|Página web|Sito web|Sito|Strona internetowa|Strona www|Сайт"
    "|Webbplats|Webové stránky|Web sitesi|ウェブサイト|网站|웹사이트",
    "Street": "Straße|Strasse|Anschrift|Adresse|Rue|Calle|Dirección|Via|Indirizzo|Rua|Endereço|Straat|Adres|Ulica|Улица|Адрес|Gata"
    "|Ulice|住所|地址|주소",
    "City": "Stadt|Ort|Ville|Ciudad|Città|Cidade|Plaats|Stad|Miasto|Город|By|Město|Şehir|市|市区町村|城市|도시",
    "State": "Bundesland|Région|Provincia|Estado|Regione|Provincie|Województwo|Регион|Область|都道府県|省份",
    "Postal Code": "Postleitzahl|PLZ|Code postal|CP|Código postal|CAP|CEP|Postcode|Kod pocztowy|Индекс|Почтовый индекс|Postnummer|PSČ"
    "|Posta kodu|郵便番号|邮编|우편번호",
    "Country": "Land|Pays|País|Paese|Kraj|Страна|Země|Ülke|国|国家|국가",
    "Opportunity Name": "Verkaufschance|Opportunität|Geschäft|Auftrag|Opportunité|Affaire|Oportunidad|Negocio|Trato|Opportunità|Affare"
    "|Trattativa|Oportunidade|Negócio|Verkoopkans|Kans|Szansa sprzedaży|Szansa|Transakcja|Сделка|Возможность|Affärsmöjlighet|Affär"
    "|Salgsmulighed|Obchodní příležitost|Příležitost|Obchod|Fırsat|商談|商談名|案件名|商机|商机名称|商機|商機名稱|机会|영업 기회|거래",
    "Amount": "Betrag|Wert|Auftragswert|Volumen|Summe|Montant|Valeur|Importe|Monto|Valor|Importo|Valore|Bedrag|Waarde|Kwota|Wartość"
    "|Сумма|Стоимость|Belopp|Värde|Beløb|Částka|Hodnota|Tutar|Değer|金額|金额|数额|금액",
    "Currency": "Währung|Devise|Moneda|Divisa|Valuta|Moeda|Waluta|Валюта|Měna|Para birimi|通貨|币种|货币|통화",
    "Close Date": "Abschlussdatum|Erwartetes Abschlussdatum|Abschluss|Date de clôture|Date de signature|Fecha de cierre|Cierre previsto"
    "|Data di chiusura|Data chiusura|Data de fechamento|Data de fecho|Data prevista de fechamento|Sluitingsdatum"
    "|Verwachte sluitingsdatum|Data zamknięcia|Дата закрытия|Avslutsdatum|Slutdatum|Lukkedato|Datum uzavření|Kapanış tarihi"
    "|完了予定日|完了日|クローズ日|预计成交日期|預計成交日期|結束日期|成交日期|结束日期|마감일|종료일",
    "Created Date": "Erstellt|Erstellt am|Anlagedatum|Erstellungsdatum|Date de création|Créé le|Fecha de creación|Creado|Data di creazione"
    "|Data creazione|Data de criação|Criado em|Aanmaakdatum|Aangemaakt op|Data utworzenia|Дата создания|Создано|Skapad|Oprettet|Vytvořeno"
    "|Oluşturulma tarihi|作成日|创建日期|创建时间|생성일",
    "Stage": "Phase|Verkaufsphase|Vertriebsphase|Étape|Etapa|Fase|Verkoopfase|Etap|Этап|Стадия|Steg|Fáze|Aşama|フェーズ|ステージ|阶段|階段|단계",
    "Probability": "Wahrscheinlichkeit|Probabilité|Probabilidad|Probabilità|Probabilidade|Waarschijnlijkheid|Kans (%)|Prawdopodobieństwo"
    "|Вероятность|Sannolikhet|Sandsynlighed|Pravděpodobnost|Olasılık|確度|成約率|概率|可能性|확률",
    "Owner": "Verantwortlicher|Besitzer|Inhaber|Zuständig|Zuständiger|Betreuer|Vertriebsmitarbeiter|Propriétaire|Responsable|Commercial"
    "|Propietario|Comercial|Vendedor|Proprietario|Responsabile|Venditore|Proprietário|Responsável|Eigenaar|Verantwoordelijke|Właściciel"
    "|Opiekun|Handlowiec|Ответственный|Менеджер|Владелец|Ägare|Ansvarig|Ejer|Vlastník|Sahip|Sorumlu|担当者|所有者|負責人|负责人|담당자",
    "Status": "État|Statut|Estado del trato|Stato|Situação|Статус|Stav|Durum|状態|ステータス|状态|상태",
    "Source": "Quelle|Herkunft|Leadquelle|Origine|Provenance|Origen|Fuente|Fonte|Origem|Bron|Herkomst|Źródło|Источник|Källa|Kilde|Zdroj"
    "|Kaynak|ソース|リードソース|来源|출처",
    "Loss Reason": "Verlustgrund|Raison de la perte|Motif de perte|Motivo de pérdida|Motivo della perdita|Motivo da perda|Reden van verlies"
    "|Powód utraty|Причина отказа|Причина потери|Förlustorsak|Důvod prohry|失注理由|丢单原因",
    "Next Step": "Nächster Schritt|Prochaine étape|Próximo paso|Prossimo passo|Próximo passo|Volgende stap|Następny krok|Следующий шаг"
    "|次のステップ|下一步",
    "Contact": "Ansprechpartner|Kontakt|Kontaktperson|Interlocuteur|Contacto|Persona de contacto|Contatto|Referente|Contato"
    "|Contactpersoon|Osoba kontaktowa|Контакт|Контактное лицо|Kontaktní osoba|İlgili kişi|取引先責任者|联系人|담당 연락처",
    "Product": "Produkt|Produit|Producto|Prodotto|Produto|Продукт|Товар|Ürün|商品|製品|产品|제품",
    "Description": "Beschreibung|Notizen|Bemerkung|Kommentar|Remarques|Commentaire|Descripción|Notas|Observaciones|Descrizione|Note"
    "|Descrição|Observações|Beschrijving|Opmerkingen|Opis|Uwagi|Описание|Комментарий|Beskrivning|Beskrivelse|Popis|Açıklama|説明|備考|备注|描述|설명",
    "Lead Status": "Leadstatus|Statut du lead|Estado del lead|Statut du prospect",
    "Salutation": "Anrede|Civilité|Tratamiento|Titolo di cortesia|Aanhef|Oslovení",
    "Department": "Abteilung|Service|Departamento|Reparto|Afdeling|Dział|Отдел|部署|部门",
    "Campaign": "Kampagne|Campagne|Campaña|Campagna|Campanha|Kampania|Кампания",
    "Pipeline": "Vertriebspipeline|Воронка|Lejek",
}  # fmt: skip
ENGLISH = {folded(name): folded(english) for english, names in NAMES.items() for name in names.split("|")}


def in_english(header: str) -> str:
    """The folded English name of a column, or an empty text for a name in no language that is known."""
    return ENGLISH.get(folded(header), "")
