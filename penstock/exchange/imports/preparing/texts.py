"""Texts of records: names, links, words for won and lost."""

import re
import unicodedata
from html import unescape
from urllib.parse import urlsplit

from penstock.exchange.imports.converting.texts import fold
from penstock.exchange.imports.converting.values import Unconvertible, shortened

NO_TEXT = frozenset(
    ["", "-", "--", "—", "–", "null", "n/a", "#n/a", "-none-", "--none--", "(none)", "(blank)", "nan", "\\n",
     "#ref!", "#value!", "#div/0!", "#name?", "#null!", "#num!"]
)  # fmt: skip
LONGEST_NO_TEXT = max(map(len, NO_TEXT))
# Marks of order and of nothing, which copying leaves at the edges of cells.
UNSEEN = "\ufeff\u200b\u2060\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# The apostrophe that exports put before what a spreadsheet would run.
GUARDED = re.compile(r"'[=+@-]")
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# A_DECLINED: systems that write codes put the letter of a part in front.
CLOSED_WON = re.compile(r"\bclosed\b.*\bwon\b|^won\b.*\bclosed\b")
CLOSED_LOST = re.compile(r"\bclosed\b.*\blost\b|^lost\b.*\bclosed\b")
# Lost to a competitor, Won (implementing): the word and a reason.
AND_WHY = re.compile(r"(lost|won)\s*(?:[-–—:,(/]|to\b|due\b|because\b)")
# Closed, in the languages in which systems say “closed won” as two words.
CLOSED = re.compile(
    r"\b(?:close[dr]?|cerrad[oa]|cierre|fermée?s?|clos|clôturée?|conclue?|abgeschlossen|geschlossen|chius[oa]|fechad[oa]|fechamento|gesloten"
    r"|afgesloten|zamknięt[aey]|uzavřen[oaý]|stängd|lukket|avslutt?et|lezárt|închis|закрыт[ао]?|kapandı|deal|trato|negocio|negócio|affaire"
    r"|opportunité|сделка|geschäft|auftrag|trattativa|affare)\b",
)
CODE = re.compile(r"^[a-z] (?=[a-z]{3})")
DOMAIN = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$")
WON_WORDS = frozenset(
    fold(word)
    for word in [
        "won",
        "closed won",
        "close won",
        "closedwon",
        "win",
        "gewonnen",
        "abgeschlossen und gewonnen",
        "gagnée",
        "gagnés",
        "signé",
        "signée",
        "conclu",
        "successo",
        "сделка успешна",
        "успешно реализовано",
        "успешно реализована",
        "успешна",
        "negócio fechado",
        "venda concluída",
        "vendido",
        "契約成立",
        "商談成立",
        "受注済み",
        "受注済",
        "已赢单",
        "签约",
        "已签约",
        "order received",
        "won deal",
        "auftrag erhalten",
        "beauftragt",
        "gagné",
        "gagne",
        "ganado",
        "ganada",
        "ganho",
        "ganha",
        "vinto",
        "vinta",
        "wygrana",
        "wygrane",
        "wygrany",
        "zamknięte wygrane",
        "kazanıldı",
        "kazanildi",
        "выиграно",
        "выиграна",
        "успешно",
        "vyhráno",
        "gewonnen!",
        "赢单",
        "成交",
        "已成交",
        "贏單",
        "受注",
        "成約",
        "契約済み",
        "성사",
        "수주",
        "계약 완료",
        "vunnen",
        "vundet",
        "vunnet",
        "voitettu",
        "megnyert",
        "megnyerve",
        "câștigat",
        "castigat",
        "κερδισμένη",
        "赢得",
        "signed",
        "sold",
        "deal won",
        "closed - won",
        "successful",
    ]
)
LOST_WORDS = frozenset(
    fold(word)
    for word in [
        "lost",
        "closed lost",
        "close lost",
        "closedlost",
        "loss",
        "verloren",
        "abgeschlossen und verloren",
        "perdus",
        "perdues",
        "закрыто и не реализовано",
        "не реализовано",
        "сделка провалена",
        "провалена",
        "провалено",
        "отказ",
        "venda perdida",
        "商談不成立",
        "不成立",
        "見送り",
        "已输单",
        "lose",
        "absage",
        "abgesagt",
        "abgelehnt",
        "perdu",
        "perdue",
        "perdido",
        "perdida",
        "perso",
        "persa",
        "przegrana",
        "przegrane",
        "przegrany",
        "zamknięte przegrane",
        "kaybedildi",
        "проиграно",
        "проиграна",
        "потеряно",
        "prohráno",
        "输单",
        "丢单",
        "輸單",
        "丟單",
        "失注",
        "실주",
        "실패",
        "förlorad",
        "tabt",
        "tapt",
        "hävitty",
        "elvesztett",
        "elveszett",
        "pierdut",
        "χαμένη",
        "流失",
        "deal lost",
        "closed - lost",
        "unsuccessful",
        "dead",
    ]
)
# Lost, and how.
LOST_SO = frozenset(
    [
        "declined",
        "cancelled",
        "canceled",
        "rejected",
        "abandoned",
        *("dropped", "withdrawn", "regret", "regretted", "not interested", "no go", "no-go"),
        *("storniert", "annule", "annulee", "cancelado", "cancelada", "annullato", "annullata"),
        "closed lost to competition",
        "closed-lost to competition",
    ]
)
# Of a result of one letter; a stage may be called so for other reasons.
LETTERS = {"w": "won", "l": "lost"}


def clean_text(text: str) -> str:
    """Without spaces at the ends and control characters; empty for what only says that there is nothing."""
    if (
        len(text) > LONGEST_NO_TEXT
        and text.isascii()
        and text.isprintable()
        and text[0] not in " '"
        and text[-1] != " "
        and "&" not in text
    ):
        return text
    if "&" in text and ";" in text:
        text = with_signs(text)
    bare = (
        CONTROL.sub("", text).replace("\u00a0", " ").strip().strip(UNSEEN).strip()
        if not text.isalnum()
        else text
    )
    if bare.casefold() in NO_TEXT:
        return ""
    if bare[0] == "'" and GUARDED.match(bare):
        bare = bare[1:]
    return unicodedata.normalize("NFC", bare) if not bare.isascii() else bare


def with_signs(text: str) -> str:
    """&amp; and &#39;, as systems keep what was typed into a web page, as the signs that they stand for. What is none of these
    stays."""
    return ENTITY.sub(lambda found: unescape(found[0]), text)


def parse_domain(text: str) -> str:
    """The host of a link, lower case, without www. Raises Unconvertible for what is no host."""
    bare = clean_text(text).lower()
    if DOMAIN.match(bare):
        return bare.removeprefix("www.")
    if not bare:
        return ""
    host = urlsplit(bare if "//" in bare else f"//{bare}").hostname or ""
    host = host.removeprefix("www.").rstrip(".")
    try:
        plain = host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError as error:
        raise Unconvertible(f"“{shortened(text)}” is no web address") from error
    if not DOMAIN.match(plain):
        raise Unconvertible(f"“{shortened(text)}” is no web address")
    return host


def stage_kind(name: str) -> str:
    """won, lost or open, by the name of a stage or status."""
    word = _word(name)
    if word in WON_WORDS:
        return "won"
    if word in LOST_WORDS or word in LOST_SO:
        return "lost"
    if reason := AND_WHY.match(word):
        return reason[1]
    if CLOSED_WON.search(word):
        return "won"
    if CLOSED_LOST.search(word):
        return "lost"
    return closed_kind(word) if CLOSED.search(word) else "open"


def closed_kind(word: str) -> str:
    """“Cierre ganado”, “Negócio perdido”: what is left when the word for closed is gone, with it or without."""
    rest = " ".join(CLOSED.sub(" ", word).split())
    for part in (rest, *rest.split()[:1]):
        bare = part.strip("()[]:,;")
        if bare in WON_WORDS:
            return "won"
        if bare in LOST_WORDS:
            return "lost"
    return "open"


def says_why(name: str) -> bool:
    """Whether the name of a stage that counts as lost says more than that."""
    return stage_kind(name) != "lost" or _word(name) in LOST_SO


def _word(name: str) -> str:
    return CODE.sub("", fold(name).strip("!.?✓✔✅❌*:0123456789) (").strip())


def parse_outcome(text: str) -> str:
    """A status as open, won, lost or deleted; any other word counts as open."""
    word = fold(text)
    return "deleted" if word in ("deleted", "removed") else LETTERS.get(word) or stage_kind(text)
