"""Letters that were encoded twice, and letters that were lost before."""

import pytest

from penstock.exchange.imports.reading.twice import mended
from tests.exchange.imports.preparing.bringing import brought

CITIES = "Company,City\nMüller,Köln\nSöhne AG,Würzburg\nSmith,London\n"


def twice(text, codec="cp1252"):
    return text.encode().decode(codec).encode()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_it_is_asked_with_an_example_and_the_lines(written, mark):
    _, flags, plan = brought(written(mark + twice(CITIES)))

    assert flags == ["--encoding"]
    assert "“MÃ¼ller” for “Müller”, line 2, 3; utf-8-twice mends them" in plan.doubts[0].message
    assert plan.doubts[0].lines == (2, 3)


def test_it_is_mended_where_the_person_says_so_and_what_is_right_stays(written):
    path = written(twice(CITIES) + "Größe,Zürich\n".encode())

    rows, flags, _ = brought(path, encoding="utf-8-twice")

    assert [rows[line]["name"] for line in (2, 3, 4, 5)] == ["Müller", "Söhne AG", "Smith", "Größe"]
    assert flags == []
    assert brought(path, encoding="utf-8")[0][2]["name"] == "MÃ¼ller"


def test_a_line_among_many_is_told_only(written):
    path = written("Company,City\n" + "Smith,London\n" * 100 + twice("Müller,Köln\n").decode())

    rows, flags, plan = brought(path)

    assert (rows[102]["name"], flags, plan.doubts[0].lines) == ("MÃ¼ller", [], (102,))


@pytest.mark.parametrize(
    ("text", "codec"),
    [("Привет", "cp1252"), ("株式会社東京", "latin-1"), ("Привет", "cp1251"), ("Łódź", "cp850")],
)
def test_other_alphabets_that_were_taken_for_another(text, codec):
    assert mended(text.encode().decode(codec)) == text
    assert mended(text) == text


@pytest.mark.parametrize(
    "text", ["«CAFÉ»", "“CAFÉ”", "SÃO PAULO", "РІВНЕ № 5 «С…»", "Naïve – “x”", "10 °C", "Ω"]
)
def test_words_as_they_are_stay(text):
    assert mended(text) == text


def test_lost_letters_are_told(written):
    _, flags, plan = brought(written("Company,City\nM\ufffdller,Rome\n"))

    assert (flags, plan.doubts[0].lines) == ([], (2,))
