"""What people call their columns in other languages, as the English name that the generic presets know."""

from penstock.exchange.imports.recognition.headers import folded

# English name of the column: its names in German, French, Spanish, Italian, Portuguese, Dutch, Polish, Russian, Swedish,
# Danish, Czech, Turkish, Japanese, Chinese and Korean.
NAMES = {
    "Name": "Bezeichnung|Nom|Nombre|Nome|Naam|Nazwa|Название|Наименование|Имя|Namn|Navn|Název|Jméno|Ad|İsim|名前|氏名|名称|姓名|이름"
    "|Nom complet de l'entreprise|名稱",
    "First Name": "Vorname|Prénom|Prenom|Nombre de pila|Primeiro nome|Voornaam|Imię|Förnamn|Fornavn|Křestní jméno|Adı|名|名字",
    "Last Name": "Nachname|Familienname|Nom de famille|Apellido|Apellidos|Cognome|Sobrenome|Apelido|Achternaam|Nazwisko|Фамилия"
    "|Efternamn|Efternavn|Příjmení|Soyadı|姓",
    "Full Name": "Vollständiger Name|Nom complet|Nombre completo|Nome completo|Nome e cognome|Volledige naam|Imię i nazwisko|ФИО",
    "Email": "E-Mail-Adresse|EMail|Mail|Adresse e-mail|Courriel|Correo|Correo electrónico|E-mailadres|Adres e-mail|Эл. почта"
    "|Электронная почта|Почта|E-post|E-posta|メール|メールアドレス|邮箱|电子邮件|電子郵件|이메일"
    "|E-mail professionnel|Email del contacto|Eメール|Рабочий email|Эл почта|Courrier électronique|電子メール",
    "Phone": "Telefon|Telefonnummer|Téléphone|Tél|Teléfono|Telefono|Telefone|Telefoon|Телефон|Tlf|電話|電話番号|电话|전화|전화번호"
    "|Numéro de téléphone|Número de teléfono|Número de telefone|Numero di telefono|Telefoonnummer|Numer telefonu|Telefonní číslo|Рабочий телефон|Номер телефона|TEL|Tel|電話番号1",
    "Mobile": "Handy|Mobil|Mobiltelefon|Portable|Móvil|Celular|Cellulare|Telemóvel|Mobiel|Komórka|Мобильный|携帯|携帯電話|手机|휴대폰",
    "Job Title": "Position im Unternehmen|Funktion|Fonction|Poste|Cargo|Puesto|Ruolo|Functie|Stanowisko|Должность|Titel|Pozice"
    "|Unvan|役職|职位|직책"
    "|Intitulé du poste|Poste occupé|Título do cargo|職種",
    "Company": "Zugehöriges Unternehmen|Zugeordnetes Unternehmen|Verknüpftes Unternehmen|Entreprise associée|Empresa asociada|고객사|거래처|거래처명|업체명|Firma|Unternehmen|Firmenname|Kunde|Organisation|Société|Entreprise|Client|Empresa|Compañía|Cliente|Azienda|Società"
    "|Companhia|Bedrijf|Bedrijfsnaam|Klant|Przedsiębiorstwo|Klient|Компания|Организация|Клиент|Företag|Kund|Virksomhed|Zákazník"
    "|Společnost|Şirket|Müşteri|会社|会社名|取引先|取引先名|公司|公司名称|公司名稱|客戶|客戶名稱|客户|客户名称|회사|회사명|고객"
    "|Firma/Account|Accountname|Account-Name|Nom du compte|Nombre de la cuenta|Nome da conta|Nome account|Accountnaam|Nazwa konta|Nom de l'entreprise|Nombre de la empresa|Nome da empresa|Nome dell'azienda|Unternehmensname|Name des Unternehmens|Nom du client|Nombre del cliente|Nome do cliente|Razón social|Ragione sociale|Raison sociale|取引先 名|顧客名|企業名|得意先|得意先名|Kontrahent|Контрагент|Заказчик|Interessent|Prospect|Εταιρεία|Πελάτης|Cég|Cégnév|Ügyfél|Companie|Компанія|Клієнт|Yritys|Asiakas|Bedrift|Kunde/Firma",
    "Industry": "Branche|Secteur|Sector|Settore|Setor|Branża|Отрасль|Bransch|Odvětví|Sektör|業種|行业|산업"
    "|Secteur d'activité|Setor de atividade|Settore attività|業界",
    "Employees": "Mitarbeiter|Mitarbeiterzahl|Anzahl Mitarbeiter|Effectif|Nombre d'employés|Empleados|Número de empleados|Dipendenti"
    "|Funcionários|Medewerkers|Pracownicy|Сотрудники|Anställda|従業員数|员工数|직원 수",
    "Annual Revenue": "Jahresumsatz|Umsatz|Chiffre d'affaires|Ingresos anuales|Facturación|Fatturato|Faturamento|Jaaromzet|Omzet"
    "|Przychody|Выручка|Omsättning|年間売上|年收入"
    "|Chiffre d'affaires annuel|Ingresos anuales totales|Receita anual|売上高|年間売上高",
    "Website": "Webseite|Internetseite|Site web|Site internet|Sitio web|Página web|Sito web|Sito|Strona internetowa|Strona www|Сайт"
    "|Webbplats|Webové stránky|Web sitesi|ウェブサイト|网站|웹사이트"
    "|URL du site web|URL del sitio web|URL do site|ウェブサイトURL|Homepage|HP",
    "Street": "Straße|Strasse|Anschrift|Adresse|Rue|Calle|Dirección|Via|Indirizzo|Rua|Endereço|Straat|Adres|Ulica|Улица|Адрес|Gata"
    "|Ulice|住所|地址|주소"
    "|Adresse postale|Dirección postal|町名・番地",
    "City": "Stadt|Ort|Ville|Ciudad|Città|Cidade|Plaats|Stad|Miasto|Город|By|Město|Şehir|市|市区町村|城市|도시",
    "State": "Bundesland|Région|Provincia|Estado|Regione|Provincie|Województwo|Регион|Область|都道府県|省份",
    "Postal Code": "Postleitzahl|PLZ|Code postal|CP|Código postal|CAP|CEP|Postcode|Kod pocztowy|Индекс|Почтовый индекс|Postnummer|PSČ"
    "|Posta kodu|郵便番号|邮编|우편번호",
    "Country": "Land|Pays|País|Paese|Kraj|Страна|Země|Ülke|国|国家|국가"
    "|Pays/Région|País/Región|País/Região|Land/Region|国/地域",
    "Opportunity Name": "거래명|거래 이름|영업기회명|기회명|딜 이름|案件名称|プロジェクト名|Vorhaben|Intitulé de l'affaire|Nom de l'affaire|Naam deal|Dealnaam|Назва угоди|Verkaufschance|Opportunität|Geschäft|Auftrag|Opportunité|Affaire|Oportunidad|Negocio|Trato|Opportunità|Affare"
    "|Trattativa|Oportunidade|Negócio|Verkoopkans|Kans|Szansa sprzedaży|Szansa|Transakcja|Сделка|Возможность|Affärsmöjlighet|Affär"
    "|Salgsmulighed|Obchodní příležitost|Příležitost|Obchod|Fırsat|商談|商談名|案件名|商机|商机名称|商機|商機名稱|机会|영업 기회|거래"
    "|Projekt|Projektname|Name der Opportunity|Opportunity-Name|Deal-Name|Geschäftsname|Vorgang|Nom de l'opportunité|Nom de l'affaire|Nom du deal|Nom de la transaction|Projet|Nombre de la oportunidad|Nombre del negocio|Nombre del trato|Nombre de la oferta|Proyecto|Nome da oportunidade|Nome do negócio|Projeto|Nome opportunità|Nome trattativa|Nome dell'affare|Progetto|Naam verkoopkans|Dealnaam|Naam deal|Nazwa szansy|Nazwa transakcji|Название сделки|Наименование сделки|Проект|Název obchodu|Název příležitosti|取引名|案件|プロジェクト名|项目名称|專案名稱|商机名|Ευκαιρία|Lehetőség|Ügylet|Oportunitate|Угода|Myyntimahdollisuus|Kauppa|Salgsmulighet",
    "Amount": "Auftragssumme|Angebotssumme|Angebotswert|Nettowert|CA prévu|거래액|거래 금액|예상 매출|견적금액|見積金額|売上見込|受注金額|예상금액|Betrag|Wert|Auftragswert|Volumen|Summe|Montant|Valeur|Importe|Monto|Valor|Importo|Valore|Bedrag|Waarde|Kwota|Wartość"
    "|Сумма|Стоимость|Belopp|Värde|Beløb|Částka|Hodnota|Tutar|Değer|金額|金额|数额|금액"
    "|Umsatzpotenzial|Potenzial|Angebotswert|Angebotssumme|Auftragssumme|Netto|Nettowert|Geschätzter Wert|Erwarteter Wert|Dealwert|Deal-Wert|Valeur du deal|Montant estimé|Montant prévu|Budget|CA prévu|CA potentiel|Importe estimado|Valor estimado|Valor del negocio|Presupuesto|Monto estimado|Valor do negócio|Valor da oportunidade|Orçamento|Importo stimato|Valore stimato|Valore trattativa|Dealwaarde|Geschatte waarde|Wartość szansy|Бюджет|Сумма сделки|Бюджет сделки|Hodnota obchodu|見込金額|受注金額|契約金額|予算|合計売上|取引金額|预计金额|合同金额|预算|Ποσό|Αξία|Összeg|Érték|Valoare|Sumă|Сума|Summa|Arvo|Verdi",
    "Currency": "Währung|Devise|Moneda|Divisa|Valuta|Moeda|Waluta|Валюта|Měna|Para birimi|通貨|币种|货币|통화",
    "Close Date": "Tahmini kapanış|Beklenen kapanış|Przewidywane zamknięcie|Planowane zamknięcie|Entscheidung bis|Entscheidung|Abschluss bis|Décision|Date de décision|예상 종료일|예상 마감일|계약 예정일|Data decisione|Fecha de decisión|Abschlussdatum|Erwartetes Abschlussdatum|Abschluss|Date de clôture|Date de signature|Fecha de cierre|Cierre previsto"
    "|Data di chiusura|Data chiusura|Data de fechamento|Data de fecho|Data prevista de fechamento|Sluitingsdatum"
    "|Verwachte sluitingsdatum|Data zamknięcia|Дата закрытия|Avslutsdatum|Slutdatum|Lukkedato|Datum uzavření|Kapanış tarihi"
    "|完了予定日|完了日|クローズ日|预计成交日期|預計成交日期|結束日期|成交日期|结束日期|마감일|종료일"
    "|Schlusstermin|Schlussdatum|Abschluss gepl|Geplanter Abschluss|Geschätzter Abschluss|Abschlusstermin|Erwarteter Abschluss|Erwartetes Abschlussdatum|Zieldatum|Erw. Abschluss|Voraussichtlicher Abschluss|Date de fermeture|Date de closing|Date de clôture prévue|Clôture prévue|Date prévue|Date de signature prévue|Échéance|Cierre|Fecha cierre|Fecha de cierre prevista|Fecha prevista|Fecha estimada de cierre|Cierre estimado|Previsão de fechamento|Data prevista|Fechamento previsto|Data de fechamento prevista|Data chiusura prevista|Chiusura prevista|Verwachte sluiting|Планируемая дата закрытия|Предполагаемая дата закрытия|Срок|Předpokládané uzavření|受注予定日|成約予定日|予定日|预计成交|預計成交日|Ημερομηνία κλεισίματος|Zárás dátuma|Várható zárás|Data închiderii|Дата закриття|Päättymispäivä|Lukkedato forventet",
    "Created Date": "Utworzono|Data dodania|Oluşturulma|Vytvořeno dne|Dátum vytvorenia|Date d'ouverture|Ouvert le|Eröffnet am|Fecha de apertura|Data di apertura|등록일|생성 날짜|登録日時|起票日|Erstellt|Angelegt|Angelegt am|Angelegt um|Erstellt am|Anlagedatum|Erstellungsdatum|Date de création|Créé le|Fecha de creación|Creado|Data di creazione"
    "|Data creazione|Data de criação|Criado em|Aanmaakdatum|Aangemaakt op|Data utworzenia|Дата создания|Создано|Skapad|Oprettet|Vytvořeno"
    "|Oluşturulma tarihi|作成日|创建日期|创建时间|생성일"
    "|Erstelldatum|Date d'ajout|Fecha creación|Fecha de alta|Data criação|Data de entrada|Data di inserimento|Datum aangemaakt|Дата создания сделки|登録日|作成日時|建立日期|创建日",
    "Stage": "Phase|Verkaufsphase|Vertriebsphase|Étape|Etapa|Fase|Verkoopfase|Etap|Этап|Стадия|Steg|Fáze|Aşama|フェーズ|ステージ|阶段|階段|단계"
    "|Deal-Phase|Vertriebsstufe|Stufe|Pipelinephase|Phase de vente|Phase de la transaction|Étape du deal|Étape de vente|Étape du pipeline|Etapa del negocio|Etapa de venta|Fase de venta|Etapa del trato|Fase de la oportunidad|Etapa do negócio|Etapa do funil|Etapa da venda|Fase trattativa|Fase di vendita|Dealfase|Этап сделки|Стадия сделки|Этап продажи|Fáze obchodu|取引ステージ|商談フェーズ|案件フェーズ|ステータス段階|销售阶段|銷售階段|商机阶段|Στάδιο|Szakasz|Fázis|Etapă|Етап|Vaihe|Fase i salget",
    "Probability": "Wahrscheinlichkeit|Probabilité|Probabilidad|Probabilità|Probabilidade|Waarschijnlijkheid|Kans (%)|Prawdopodobieństwo"
    "|Вероятность|Sannolikhet|Sandsynlighed|Pravděpodobnost|Olasılık|確度|成約率|概率|可能性|확률"
    "|Wahrsch|Wahrscheinl|Abschlusswahrscheinlichkeit|Chance|Erfolgschance|Probabilité de succès|Proba|Prob|Probabilidad de cierre|Probabilidade de fechamento|Probabilità di chiusura|Slagingskans|Kans|Вероятность сделки|受注確度|受注確率|赢率|成交概率",
    "Owner": "Verantwortl|Vertr.-MA|AD-Mitarbeiter|Zuständiger Mitarbeiter für Deal|Für den Deal zuständiger Mitarbeiter|Chargé d'affaires|영업 담당자|영업담당|책임자|Verantwortlicher|Verantwortlich|Besitzer|Inhaber|Zuständig|Zuständiger|Betreuer|Vertriebsmitarbeiter|Propriétaire|Responsable|Commercial"
    "|Propietario|Comercial|Vendedor|Proprietario|Responsabile|Venditore|Proprietário|Responsável|Eigenaar|Verantwoordelijke|Właściciel"
    "|Opiekun|Handlowiec|Ответственный|Менеджер|Владелец|Ägare|Ansvarig|Ejer|Vlastník|Sahip|Sorumlu|担当者|所有者|負責人|负责人|담당자"
    "|Verantw|Opportunity-Inhaber|Lead-Inhaber|Deal-Inhaber|Vertriebler|Verkäufer|Bearbeiter|Ansprechpartner intern|Zuständiger Mitarbeiter|Zuständiger Mitarbeiter des Deals|Propriétaire de l'opportunité|Propriétaire de la transaction|Propriétaire du contact|Propriétaire de l'entreprise|Responsable commercial|Vendeur|Propietario de oportunidad|Propietario de la oportunidad|Propietario del negocio|Propietario del contacto|Propietario de la empresa|Asesor|Ejecutivo|Proprietário da oportunidade|Proprietário do negócio|Proprietário do contato|Titolare opportunità|Titolare|Commerciale|Accountmanager|Verkoper|Ответственный за сделку|Менеджер сделки|営業担当|営業担当者|取引担当者|商談 所有者|商談所有者|銷售負責人|销售负责人|Υπεύθυνος|Felelős|Tulajdonos|Відповідальний|Vastuuhenkilö|Eier|Ansvarlig",
    "Status": "État|Statut|Estado del trato|Stato|Situação|Статус|Stav|Durum|状態|ステータス|状态|상태"
    "|Deal-Status|Statut de l'affaire|Estado del negocio|Status do negócio|Stato trattativa|Ergebnis|Résultat|Resultado|Risultato|Gewonnen/Verloren",
    "Source": "Quelle|Herkunft|Leadquelle|Origine|Provenance|Origen|Fuente|Fonte|Origem|Bron|Herkomst|Źródło|Источник|Källa|Kilde|Zdroj"
    "|Kaynak|ソース|リードソース|来源|출처"
    "|Lead-Quelle|Kanal|Origine de la piste|Source de la piste|Source du lead|Origen del prospecto|Origen del candidato|Origen del lead|Fuente del lead|Origem do lead|Canal|Fonte lead|Leadbron|流入元|獲得チャネル|线索来源|客户来源",
    "Loss Reason": "Grund für verlorenes Geschäft|Grund für Verlust|Ablehnungsgrund|Absagegrund|실주 사유|패배 이유|Verlustgrund|Raison de la perte|Motif de perte|Motivo de pérdida|Motivo della perdita|Motivo da perda|Reden van verlies"
    "|Powód utraty|Причина отказа|Причина потери|Förlustorsak|Důvod prohry|失注理由|丢单原因"
    "|Grund für verlorenen Deal|Raison de la transaction perdue|Raison de perte|Motivo de cierre perdido|Motivo de la pérdida|Motivo de fechamento perdido|Motivo perda|Причина проигрыша|失注の理由|失败原因",
    "Next Step": "Nächster Schritt|Prochaine étape|Próximo paso|Prossimo passo|Próximo passo|Volgende stap|Następny krok|Следующий шаг"
    "|次のステップ|下一步",
    "Contact": "Ansprechpartner|Kontakt|Kontaktperson|Interlocuteur|Contacto|Persona de contacto|Contatto|Referente|Contato"
    "|Contactpersoon|Osoba kontaktowa|Контакт|Контактное лицо|Kontaktní osoba|İlgili kişi|取引先責任者|联系人|담당 연락처",
    "Product": "Produkt|Produit|Producto|Prodotto|Produto|Продукт|Товар|Ürün|商品|製品|产品|제품",
    "Description": "Beschreibung|Notizen|Bemerkung|Kommentar|Remarques|Commentaire|Descripción|Notas|Observaciones|Descrizione|Note"
    "|Descrição|Observações|Beschrijving|Opmerkingen|Opis|Uwagi|Описание|Комментарий|Beskrivning|Beskrivelse|Popis|Açıklama|説明|備考|备注|描述|설명"
    "|Notiz|Anmerkung|Anmerkungen|Bemerkungen|Kommentare|Notes|Commentaires|Nota|Comentarios|Comentário|Comentários|Commenti|Opmerking|Примечание|Примечания|Комментарии|Poznámka|Poznámky|メモ|备忘",
    "Lead Status": "Leadstatus|Statut du lead|Estado del lead|Statut du prospect"
    "|Lead-Status|Status do lead|Stato del lead|リードステータス",
    "Salutation": "Anrede|Civilité|Tratamiento|Titolo di cortesia|Aanhef|Oslovení",
    "Department": "Abteilung|Service|Departamento|Reparto|Afdeling|Dział|Отдел|部署|部门",
    "Campaign": "Kampagne|Campagne|Campaña|Campagna|Campanha|Kampania|Кампания",
    "Last Activity": "Letzter Kontakt|Letzte Aktivität|Dernière activité|Dernier contact|Última actividad|Ultima actividad|Último contacto|Última atividade|Último contato|Ultima attività|Laatste activiteit|最終接触日|最終活動日|最后跟进时间",
    "Expected Revenue": "Erwarteter Umsatz|Revenu attendu|Revenu prévu|Ingresos esperados|Receita esperada|Ricavo previsto|期待収益|Gewichteter Wert|Valeur pondérée|Valor ponderado|Valore ponderato",
    "Date": "Datum|Fecha|Data|Дата|日付|日期|날짜",
    "Age": "Alter|Âge|Antigüedad|Idade|経過日数",
    "Lost Date": "Verloren am|Date de perte|Fecha de pérdida|Data de perda|失注日",
    "Won Date": "Gewonnen am|Date de gain|Fecha de ganado|Data de ganho|Ganho em|受注日|成約日|契約日",
    "Closed Date": "Abgeschlossen am|Geschlossen am|Clôturé le|Conclu le|Cerrado el|Fechado em|Chiuso il|Дата закрытия сделки",
    "Tags": "Schlagworte|Étiquettes|Etiquetas|Etichette|Теги|Теги сделки|タグ|标签",
    "Deal Type": "Deal-Typ|Type de transaction|Tipo de negocio|Tipo de negócio|Tipo de oportunidad|Tipo di affare|Тип сделки|取引タイプ|商談種別",
    "ID": "Datensatz-ID|ID de fiche d'informations|ID de registro|ID do registro|ID record|Record-ID|レコードID|商談 ID|Lfd. Nr.|Lfd Nr|Laufende Nummer|N°|Núm.|編號",
    "Pipeline": "パイプライン|Embudo|Funil|Pijplijn|Entonnoir|Vertriebspipeline|Воронка|Lejek",
}  # fmt: skip
# Finnish, Norwegian, Hungarian, Romanian, Greek, Ukrainian, Croatian, Indonesian, Vietnamese, Arabic, Hebrew, Thai; and what is longer
# than a word in languages above.
MORE = {
    "Name": "Nimi|Név|Nume|Denumire|Όνομα|Ονομασία|Ім'я|Назва|Naziv|Ime|Nama|Tên|الاسم|שם|ชื่อ",
    "First Name": "Etunimi|Keresztnév|Utónév|Prenume|Ім’я особи|Nama depan|الاسم الأول|שם פרטי|ชื่อจริง",
    "Last Name": "Sukunimi|Etternavn|Vezetéknév|Nume de familie|Επώνυμο|Прізвище|Prezime|Nama belakang|Họ|اسم العائلة|שם משפחה|นามสกุล",
    "Email": "Sähköposti|Sähköpostiosoite|E-postadresse|E-mail cím|Adresă de email|Ηλεκτρονικό ταχυδρομείο|Ел. пошта|Електронна пошта"
    "|E-pošta|Surel|Thư điện tử|البريد الإلكتروني|דוא״ל|אימייל|อีเมล",
    "Phone": "Puhelin|Puhelinnumero|Telefonszám|Număr de telefon|Τηλέφωνο|Телефон|Telepon|Nomor telepon|Điện thoại|Số điện thoại|الهاتف|رقم الهاتف|טלפון"
    "|โทรศัพท์|เบอร์โทร",
    "Company": "Yritys|Yrityksen nimi|Asiakas|Bedrift|Firmanavn|Kunde|Selskap|Cég|Cégnév|Ügyfél|Companie|Denumire firmă|Client|Εταιρεία|Επωνυμία|Πελάτης"
    "|Компанія|Організація|Клієнт|Tvrtka|Poduzeće|Kupac|Klijent|Perusahaan|Nama perusahaan|Pelanggan|Công ty|Tên công ty|Khách hàng|الشركة|اسم الشركة|العميل|חברה|שם החברה|לקוח"
    "|บริษัท|ชื่อบริษัท|ลูกค้า|Nazwa firmy|Nazwa klienta|Kontrahent|Название компании|Название организации|Наименование организации|Název společnosti|Název firmy"
    "|Företagsnamn|Virksomhedsnavn|Şirket adı|Firma adı|Ragione sociale|Razón social|Raison sociale|Razão social|企業名|顧客名|企业名称|회사 이름",
    "City": "Kaupunki|Paikkakunta|Poststed|Sted|Város|Település|Oraș|Localitate|Πόλη|Місто|Grad|Kota|Thành phố|المدينة|עיר|เมือง|จังหวัด|Miejscowość",
    "Street": "Katuosoite|Osoite|Cím|Utca|Adresă|Strada|Διεύθυνση|Вулиця|Адреса|Adresa|Alamat|Địa chỉ|العنوان|כתובת|ที่อยู่",
    "Postal Code": "Postinumero|Irányítószám|Cod poștal|Ταχυδρομικός κώδικας|ΤΚ|Поштовий індекс|Poštanski broj|Kode pos|Mã bưu điện|الرمز البريدي|מיקוד|รหัสไปรษณีย์",
    "Country": "Maa|Ország|Țară|Χώρα|Країна|Država|Negara|Quốc gia|الدولة|البلد|מדינה|ประเทศ",
    "Opportunity Name": "Myyntimahdollisuus|Kauppa|Mahdollisuus|Lehetőség|Értékesítési lehetőség|Üzlet|Oportunitate|Ευκαιρία|Угода|Можливість|Prilika|Peluang|Cơ hội"
    "|Tên cơ hội|الفرصة|اسم الفرصة|הזדמנות|עסקה|โอกาสการขาย|Nazwa szansy|Nazwa transakcji|Название сделки|Název příležitosti",
    "Stage": "Vaihe|Myyntivaihe|Szakasz|Fázis|Etapă|Stadiu|Στάδιο|Етап|Стадія|Faza|Tahap|Tahapan|Giai đoạn|المرحلة|שלב|ขั้นตอน",
    "Amount": "Summa|Arvo|Beløp|Verdi|Összeg|Érték|Sumă|Valoare|Ποσό|Αξία|Сума|Вартість|Iznos|Vrijednost|Jumlah|Nilai|Số tiền|Giá trị|المبلغ|القيمة|סכום|ערך|จำนวนเงิน|มูลค่า",
    "Currency": "Valuutta|Pénznem|Deviza|Monedă|Νόμισμα|Валюта угоди|Mata uang|Tiền tệ|العملة|מטבע|สกุลเงิน",
    "Close Date": "Päätöspäivä|Sulkemispäivä|Avslutningsdato|Lukkedato|Zárás dátuma|Várható zárás|Data închiderii|Ημερομηνία κλεισίματος|Дата закриття|Datum zatvaranja"
    "|Tanggal penutupan|Ngày đóng|Ngày chốt|تاريخ الإغلاق|תאריך סגירה|วันที่ปิด",
    "Created Date": "Luotu|Luontipäivä|Opprettet|Létrehozva|Létrehozás dátuma|Data creării|Ημερομηνία δημιουργίας|Дата створення|Datum izrade|Tanggal dibuat|Ngày tạo"
    "|تاريخ الإنشاء|תאריך יצירה|วันที่สร้าง",
    "Owner": "Omistaja|Vastuuhenkilö|Eier|Ansvarlig|Tulajdonos|Felelős|Responsabil|Proprietar|Υπεύθυνος|Відповідальний|Власник|Vlasnik|Odgovorna osoba|Pemilik|Người phụ trách"
    "|Người sở hữu|المسؤول|المالك|אחראי|בעלים|ผู้รับผิดชอบ|เจ้าของ",
    "Probability": "Todennäköisyys|Sannsynlighet|Valószínűség|Probabilitate|Πιθανότητα|Ймовірність|Vjerojatnost|Probabilitas|Xác suất|الاحتمالية|הסתברות|ความน่าจะเป็น",
    "Status": "Tila|Állapot|Stare|Κατάσταση|Стан|Trạng thái|الحالة|סטטוס|สถานะ",
    "Source": "Lähde|Forrás|Sursă|Πηγή|Джерело|Izvor|Sumber|Nguồn|المصدر|מקור|แหล่งที่มา",
    "Description": "Kuvaus|Leírás|Megjegyzés|Descriere|Observații|Περιγραφή|Опис|Примітки|Deskripsi|Catatan|Mô tả|Ghi chú|الوصف|ملاحظات|תיאור|הערות|รายละเอียด|หมายเหตุ",
}  # fmt: skip
# The columns of Outlook's contacts.
OUTLOOK = {
    "Email": "Adresse de messagerie|Dirección de correo electrónico|Indirizzo posta elettronica|Indirizzo di posta elettronica|Endereço de Email"
    "|Endereço de e-mail|E-mailadres",
    "E-mail 2 Address": "E-Mail 2: Adresse|Adresse de messagerie 2|Dirección de correo electrónico 2|Indirizzo posta elettronica 2",
    "E-mail Type": "E-Mail-Typ|Type de messagerie|Tipo de correo electrónico|Tipo posta elettronica",
    "E-mail Display Name": "E-Mail: Angezeigter Name|Nom complet de l'adresse de messagerie|Nombre para mostrar del correo electrónico"
    "|Nome visualizzato posta elettronica",
    "Middle Name": "Weitere Vornamen|Deuxième prénom|Segundo nombre|Secondo nome|Nome do meio|Middelste naam",
    "Suffix": "Suffixe|Sufijo|Suffisso|Sufixo|Achtervoegsel",
    "Anniversary": "Jahrestag|Aniversario|Aniversário|Anniversario",
    "Birthday": "Geburtstag|Anniversaire|Cumpleaños|Compleanno|Data de nascimento|Verjaardag",
    "Business Phone": "Telefon geschäftlich|Téléphone (bureau)|Teléfono del trabajo|Ufficio|Telefone comercial|Telefoon op werk",
    "Home Phone": "Telefon privat|Téléphone (domicile)|Particular|Teléfono particular|Abitazione|Telefone residencial|Telefoon thuis",
    "Mobile": "Tél. mobile|Téléphone mobile|Teléfono móvil|Telefono cellulare|Celular|Mobiele telefoon",
    "Business Street": "Straße geschäftlich|Strasse geschäftlich|Rue (bureau)|Calle del trabajo|Via (uff.)|Rua do endereço comercial|Werkadres, straat",
    "Business City": "Ort geschäftlich|Ville (bureau)|Ciudad de trabajo|Ciudad del trabajo|Città (uff.)|Cidade do endereço comercial|Werkadres, plaats",
    "Business State": "Region geschäftlich|Bundesland/Kanton geschäftlich|Dép/Région (bureau)|Provincia o estado de trabajo|Provincia (uff.)"
    "|Estado do endereço comercial|Werkadres, provincie",
    "Business Postal Code": "Postleitzahl geschäftlich|Code postal (bureau)|Código postal del trabajo|CAP (uff.)|CEP do endereço comercial"
    "|Werkadres, postcode",
    "Business Country/Region": "Land/Region geschäftlich|Pays/Région (bureau)|País o región del trabajo|Paese/area geografica (uff.)"
    "|País/Região do endereço comercial|Werkadres, land/regio",
    "Web Page": "Page Web|Página Web|Pagina Web|Página da Web|Webpagina",
    "Company": "Organización|Organização|Organizzazione|Organisatie|Società",
    "Field": "Feld|Feldname|Eigenschaft|Champ|Propriété|Campo|Propiedad|Veld",
    "Old Value": "Alter Wert|Vorheriger Wert|Ancienne valeur|Valor anterior|Vecchio valore|Oude waarde",
    "New Value": "Neuer Wert|Nouvelle valeur|Nuevo valor|Novo valor|Nuovo valore|Nieuwe waarde",
    "Changed At": "Geändert am|Änderungsdatum|Modifié le|Modificado el|Modificato il|Gewijzigd op",
    "Changed By": "Geändert von|Modifié par|Modificado por|Modificato da|Gewijzigd door",
    "Role": "Rolle|Rôle|Rol|Ruolo",
    "Active": "Aktiv|Actif|Activo|Attivo|Actief",
    "Categories": "Kategorien|Catégories|Categorías|Categorie|Categorias|Categorieën",
}  # fmt: skip
ENGLISH = {
    folded(name): folded(english)
    for table in (OUTLOOK, MORE, NAMES)
    for english, names in table.items()
    for name in names.split("|")
}


def in_english(header: str) -> str:
    """The folded English name of a column, or an empty text for a name in no language that is known."""
    return ENGLISH.get(folded(header), "")
