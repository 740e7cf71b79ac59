"""Names of invented people: first and last names that go together, by the culture they come from."""

from typing import NamedTuple


class Culture(NamedTuple):
    """First and last names of one culture; where last names have a gender, each gender is an entry."""

    firsts: tuple[str, ...]
    lasts: tuple[str, ...]


def culture(firsts: str, lasts: str) -> Culture:
    """Two lists of words, parted by spaces."""
    return Culture(tuple(firsts.split()), tuple(lasts.split()))


GERMAN = culture(
    "Anna Lukas Katharina Jonas Sabine Matthias Heike Florian Birgit Stefan Ulrike Tobias Jürgen Käthe",
    "Brandt Hollerbach Vogt Thiele Reinhardt Kühne Lindner Späth Osterkamp Weidner Grünwald Eickhoff Pfeil Rößler",
)
POLISH = culture(
    "Agnieszka Piotr Małgorzata Tomasz Ewa Krzysztof Joanna Marcin Zofia Paweł Beata Grzegorz Łucja Wojciech",
    "Nowak Wójcik Mazur Krawczyk Wieczorek Dudek Stępień Pawlak Górka Sikora Baran Duda Szewczyk Zięba",
)
TURKISH = culture(
    "Ayşe Mehmet Elif Mustafa Zeynep Emre Gülşen Hakan Özlem Burak İrem Çağlar Selin Uğur",
    "Yılmaz Kaya Demir Şahin Çelik Öztürk Aydın Arslan Doğan Kılıç Güneş Erdoğmuş Tunç Işık",
)
RUSSIAN_WOMEN = culture(
    "Olga Svetlana Irina Tatyana Yekaterina Nadezhda Lyudmila Vera",
    "Sokolova Morozova Volkova Lebedeva Kuznetsova Zaytseva Orlova Belova",
)
RUSSIAN_MEN = culture(
    "Dmitri Sergei Alexei Mikhail Pavel Konstantin Yuri Andrei",
    "Sokolov Morozov Volkov Lebedev Kuznetsov Zaytsev Orlov Belov",
)
CHINESE = culture(
    "Wei Jing Yan Ming Xiaoli Jun Hui Lihua Zhiyuan Meilin Haoran Yuxuan",
    "Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun",
)
SPANISH = culture(
    "María Javier Lucía Álvaro Carmen Sergio Nuria Íñigo Pilar Andrés Begoña Rubén",
    "Núñez Ibáñez Castaño Herrero Molina Ortega Vidal Peñalba Cabrera Rueda Lozano Esteban",
)
DUTCH = culture(
    "Femke Daan Sanne Joost Marieke Bram Lotte Ruben Anouk Sjoerd",
    "Dijkstra Verhoeven Brouwer Hoekstra Vermeer Kuipers Willems Postma Schouten Timmers",
)
BRITISH = culture(
    "Emma Oliver Priya George Harriet Callum Imogen Rhys Fiona Adeel",
    "Ashworth Pemberton Khan Whitlock Braithwaite Okafor Sinclair Hartley Patel Fenwick",
)
FRENCH = culture(
    "Camille Antoine Élodie Mathieu Hélène Benoît Chloé François Aurélie Gaël",
    "Lefèvre Garnier Rousseau Mercier Chevallier Besson Delaunay Brun Lemoine Perrot",
)
ITALIAN = culture(
    "Giulia Marco Chiara Alessandro Francesca Davide Noemi Niccolò Paola Stefano",
    "Ferrero Conti Bellini Marchetti Fontana Rinaldi Galli Moretti Bianchi Sartori",
)
SWEDISH = culture(
    "Astrid Erik Malin Anders Ingrid Håkan Åsa Gunnar Linnéa Göran",
    "Lindqvist Bergström Nyberg Sjöberg Hedlund Åkesson Wallin Öberg Holmgren Dahl",
)
CZECH_WOMEN = culture(
    "Tereza Lenka Kateřina Jitka Zdeňka Markéta",
    "Nováková Svobodová Dvořáková Černá Procházková Kučerová",
)
CZECH_MEN = culture("Jakub Tomáš Ondřej Jiří Zdeněk Marek", "Novák Svoboda Dvořák Černý Procházka Kučera")

EVERYWHERE = (
    GERMAN, POLISH, TURKISH, RUSSIAN_WOMEN, RUSSIAN_MEN, CHINESE, SPANISH, DUTCH, BRITISH, FRENCH, ITALIAN, SWEDISH,
)  # fmt: skip

# The letters that do not fall apart into a base letter and an accent.
PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ı": "i", "ß": "ss", "ø": "o", "æ": "ae", "đ": "d"})
