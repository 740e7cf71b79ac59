"""Where invented companies sit and what they are called: stem + trade + legal form, in the country's language.

Telephone numbers are the country's area code and a subscriber number that begins with 0: well-formed, and assigned
nowhere. Domains end in .example, which nobody can own."""

from typing import NamedTuple

from penstock.exchange.sample.generator import names
from penstock.exchange.sample.generator.names import Culture


class Country(NamedTuple):
    """One country: its people, cities, company names. `trades` has one tuple for each of INDUSTRIES."""

    code: str
    cultures: tuple[Culture, ...]
    area: str
    digits: int
    cities: tuple[str, ...]
    stems: tuple[str, ...]
    trades: tuple[tuple[str, ...], ...]
    forms: tuple[str, ...]


INDUSTRIES = ("Transport and logistics", "Food and cold chain", "Manufacturing", "Water and energy")


def country(
    code: str, cultures: tuple[Culture, ...], phone: str, cities: str, stems: str, trades: str, forms: str
) -> Country:
    """A country from compact text: words by spaces, trades by commas within an industry and bars between them."""
    area, digits = phone.split("/")
    return Country(
        code,
        cultures,
        area,
        int(digits),
        tuple(cities.split()),
        tuple(stems.split()),
        tuple(tuple(trade.strip() for trade in part.split(",")) for part in trades.split("|")),
        tuple(form.strip() for form in forms.split(",")),
    )


COUNTRIES = (
    country(
        "DE", (names.GERMAN, names.TURKISH), "+4930/7", "Bremen Kassel Leipzig Regensburg Duisburg",
        "Hollerbach Thiele Osterkamp Weidner Eickhoff Brandstetter Kaltenbach Rheintal Wesertor Morgenroth",
        "Spedition, Logistik, Transporte, Kurierdienst | Feinkost, Molkerei, Kühllager, Tiefkühlkost"
        " | Maschinenbau, Werkzeugbau, Gusswerk, Blechtechnik | Stadtwerke, Wasserwerk, Energie, Fernwärme",
        "GmbH, AG, GmbH & Co. KG",
    ),
    country(
        "PL", (names.POLISH,), "+4822/7", "Poznań Wrocław Łódź Gdynia Rzeszów",
        "Wiślan Krawczyk Zięba Dąbrowa Sokół Bielany Warta Jantar Górka Pilica",
        "Spedycja, Transport, Logistyka, Przewozy | Mleczarnia, Chłodnia, Delikatesy, Przetwory"
        " | Obrabiarki, Odlewnia, Mechanika, Narzędzia | Wodociągi, Energia, Ciepłownia, Hydro",
        "sp. z o.o., S.A.",
    ),
    country(
        "ES", (names.SPANISH,), "+3491/7", "Zaragoza Valencia Vigo Burgos Murcia",
        "Molino Ibáñez Peñalba Rueda Ribera Castaño Almudín Tramontana Lozano Sierra",
        "Transportes, Logística, Mensajería, Cargas | Conservas, Lácteos, Congelados, Frigoríficos"
        " | Mecanizados, Fundición, Troqueles, Maquinaria | Aguas, Energía, Riegos, Renovables",
        "S.L., S.A.",
    ),
    country(
        "TR", (names.TURKISH,), "+90212/7", "İzmir Bursa Konya Kayseri Gebze",
        "Öz Yıldızlar Demirkan Güneş Şahin Karadağ Ege Toros Işık Boğaz",
        "Nakliyat, Lojistik, Taşımacılık, Kargo | Gıda, Süt, Dondurma, Soğuk Depo"
        " | Makina, Döküm, Kalıp, Metal | Su, Enerji, Elektrik, Jeotermal",
        "A.Ş., Ltd. Şti.",
    ),
    country(
        "NL", (names.DUTCH, names.TURKISH), "+3120/7", "Breda Zwolle Tilburg Delft Venlo",
        "Portus Dijkstra Hoekstra Schouten Waalhaven Postma Kuipers Veluwe Timmers Noorderlicht",
        "Transport, Logistiek, Koeriers, Expeditie | Zuivel, Koelhuis, Diepvries, Delicatessen"
        " | Machinefabriek, Gieterij, Plaatwerk, Techniek | Waterbedrijf, Energie, Gemalen, Warmte",
        "B.V., N.V.",
    ),
    country(
        "GB", (names.BRITISH, names.CHINESE), "+4420/8", "Leeds Hull Swindon Dundee Preston",
        "Kestrel Ashworth Pemberton Fenwick Whitlock Braithwaite Harrow Sinclair Millbrook Oakhanger",
        "Haulage, Logistics, Freight, Couriers | Foods, Dairy, Cold Stores, Bakeries"
        " | Engineering, Castings, Tooling, Fabrications | Water, Energy, Hydro, Heat",
        "Ltd, plc",
    ),
    country(
        "FR", (names.FRENCH,), "+331/8", "Nantes Lille Dijon Tours Angers",
        "Brun Garnier Besson Delaunay Mercier Chevallier Valmont Perrot Lemoine Roquebrune",
        "Transports, Logistique, Messagerie, Affrètement | Laiterie, Conserverie, Surgelés, Entrepôts Frigorifiques"
        " | Mécanique, Fonderie, Outillage, Tôlerie | Eaux, Énergies, Hydraulique, Chaleur",
        "SAS, SARL",
    ),
    country(
        "IT", (names.ITALIAN,), "+3902/7", "Verona Bergamo Parma Torino Ancona",
        "Bellini Marchetti Rinaldi Fontana Sartori Valdarno Moretti Galli Adriatica Conti",
        "Trasporti, Logistica, Spedizioni, Corrieri | Latticini, Surgelati, Salumi, Conserve"
        " | Meccanica, Fonderia, Stampi, Lamiere | Acque, Energia, Idroelettrica, Calore",
        "S.r.l., S.p.A.",
    ),
    country(
        "SE", (names.SWEDISH,), "+468/7", "Örebro Malmö Luleå Gävle Borås",
        "Baltic Bergström Hedlund Åkesson Nyberg Holmgren Norrsken Wallin Öberg Mälar",
        "Åkeri, Logistik, Frakt, Bud | Mejeri, Kyllager, Fisk, Livsmedel"
        " | Verkstad, Gjuteri, Mekanik, Plåt | Vatten, Energi, Vattenkraft, Fjärrvärme",
        "AB",
    ),
    country(
        "CZ", (names.CZECH_MEN, names.CZECH_WOMEN), "+4202/8", "Brno Plzeň Olomouc Liberec Pardubice",
        "Kučera Dvořák Moravan Vltavan Svoboda Jizera Procházka Beskyd Zdeněk Krkonoš",
        "Doprava, Logistika, Spedice, Přeprava | Mlékárna, Mrazírny, Lahůdky, Pekárny"
        " | Strojírna, Slévárna, Nástrojárna, Kovo | Vodárna, Energie, Teplárna, Hydro",
        "s.r.o., a.s.",
    ),
)  # fmt: skip
