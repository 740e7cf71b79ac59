"""Texts of many languages in the encodings that are written there: read right, or asked about, never misread in silence."""

import pytest

from penstock.exchange.imports.reading.table import read_table
from penstock.exchange.imports.reading.values import BadRow, FileUnreadable, ReadOptions, Row

TEXTS = {
    "Hélène Lefèvre,Société Générale,Orléans": "cp1252 iso8859_15 cp850 mac_roman",
    "Jürgen Müller,Größe & Söhne GmbH,Köln": "cp1252 cp850 mac_roman",
    "José Muñoz,Compañía Española,Málaga": "cp1252 cp850 mac_roman",
    "João Conceição,Irmãos,São Paulo": "cp1252 cp850",
    "Søren Sørensen,Ærø Færge,Århus": "cp1252 cp850 mac_roman",
    "Åsa Öberg,Bolaget för sjöfart,Göteborg": "cp1252 cp850 mac_roman",
    "Łukasz Żółć,Spółka Gęś,Łódź": "cp1250 iso8859_2 cp852",
    "Jiří Dvořák,Plzeňská společnost,České Budějovice": "cp1250 iso8859_2 cp852",
    "Szabó Győző,Pénzügyi Társaság,Nyíregyháza": "cp1250 iso8859_2 cp852",
    "Ştefan Ionescu,Societatea Română,Timişoara": "cp1250 iso8859_2",
    "Иван Петров,ООО Ромашка,Москва": "cp1251 koi8_r cp866 iso8859_5",
    "Тарас Шевченко,Підприємство,Київ": "cp1251 koi8_u",
    "Γιώργος Παπαδόπουλος,Ελληνική Εταιρεία,Αθήνα": "cp1253 iso8859_7",
    "דוד כהן,חברה בעמ,תל אביב": "cp1255",
    "أحمد علي,شركة النور,القاهرة": "cp1256",
    "สมชาย ใจดี,บริษัท ทดสอบ,กรุงเทพ": "cp874",
    "Şükrü Yıldız,Ağrı Ticaret,İstanbul": "cp1254",
    "Žydrūnas Kęstutis,Ąžuolas,Šiauliai": "cp1257",
    "山田太郎,株式会社テスト,東京": "shift_jis cp932 euc_jp iso2022_jp",
    "张伟,北京科技有限公司,上海": "gb18030 gbk",
    "陳大文,台北科技股份有限公司,高雄": "big5",
    "김철수,서울전자,부산": "euc_kr cp949",
}
EVERYWHERE = "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be"
CASES = [(text, codec) for text, codecs in TEXTS.items() for codec in f"{codecs} {EVERYWHERE}".split()]


@pytest.mark.parametrize(("text", "codec"), CASES)
def test_text_is_read_right_in_the_encodings_of_its_language(written, text, codec):
    table = read_table(written(f"name,company,city\r\n{text}\r\n".encode(codec)))

    assert table.header == ("name", "company", "city")
    assert [record.cells for record in table.rows()] == [text.split(",")]
    assert [doubt.flag for doubt in table.doubts if doubt.flag] == []


def test_word_that_two_encodings_explain_is_asked_about(written):
    table = read_table(written("name\nMuñoz\n".encode("mac_roman")), ReadOptions(header=True))

    assert [doubt.flag for doubt in table.doubts] == ["--encoding"]


@pytest.mark.parametrize(
    ("most", "one", "encoding", "reason"),
    [
        ("utf-8", "cp1252", "utf-8-sig", "bytes that are no text in the encoding of the file"),
        ("cp1252", "utf-8", "cp1252", "a line in UTF-8 in a file in cp1252"),
    ],
)
def test_line_in_another_encoding_is_refused_alone(written, most, one, encoding, reason):
    lines = ["name,city", "Jürgen,Köln", "Käthe,Görlitz", "Björn,Höxter", "Günther,Mölln", "Joe,Rome"]
    content = b"".join(
        f"{line}\n".encode(one if number == 5 else most) for number, line in enumerate(lines, start=1)
    )

    table = read_table(written(content))

    assert table.encoding == encoding
    assert len(table.doubts) in (1, 2)
    assert [(record.line_number, record.reason) for record in table.rows() if isinstance(record, BadRow)] == [
        (5, reason)
    ]
    assert [record.cells[0] for record in table.rows() if isinstance(record, Row)] == [
        "Jürgen",
        "Käthe",
        "Björn",
        "Joe",
    ]


@pytest.mark.parametrize("name", ["rot13", "base64", "utf-9", "\0"])
def test_encoding_that_is_none_is_refused(written, name):
    with pytest.raises(FileUnreadable, match="encoding"):
        read_table(written("a,b\n1,2\n"), ReadOptions(encoding=name))
