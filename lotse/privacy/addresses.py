"""Home addresses: a street with a house number. Postcode and town stay, they are needed and name nobody."""
from __future__ import annotations

import re
from typing import Optional

from lotse.privacy.finding import Finding, Kind, View, found
from lotse.privacy.words import Words

# A number with one of these after it counts something and is no house.
_UNIT = (
    r"(?:€|%|euro|eur\b|cent|prozent|km\b|kilometer|qm|m2|m²|m\b|meter|min\b|minute|std|stunde|uhr|h\b|tage?n?\b|woche|monat|jahr|jae?hrig|kind|person"
    r"|leute|zimmer|zi\b|rau?e?m|mal\b|x\b|stu?e?ck|bewerbung|kilo|kg\b|pla?e?tze|semester|klasse|schritt|angebot|abs\b|absatz|sgb|prozent|geschwister"
    r"|erwachsene|st\b|mo\b|monatlich|netto|brutto|kalt|warm|kw\b|kwh|meter)"
)
_HOUSE = re.compile(
    rf"(?<![\d.,/§-])(?P<number>\d{{1,3}}(?!\d|\.\d|,\d|:\d|\s?{_UNIT})(?:\s?[a-h](?![a-z]))?"
    rf"(?:\s?[-/+]\s?\d{{1,3}}(?!\d|\.\d|,\d|\s?{_UNIT})(?:\s?[a-h](?![a-z]))?)?)(?![\d§a-z])"
)
# The words before it: "Mainzer Str. 12", "gartenweg,12", "Ringstraße Nr. 5", "kirchstr.3".
_STREET_WORDS = re.compile(
    r"(?P<street>(?:[a-z'.-]{2,30}\s|\d{1,2}\.\s){0,5}[a-z'-]{2,40})(?P<gap>[.,]?\s{0,2})(?:,?\s?(?:haus ?)?(?:nr|nummer|hnr|no)\.?\s?)?$"
)
_LONGEST_STREET = 70
_WORD = re.compile(r"[^\s]+")

# Endings that only streets have, and endings that are words of their own.
_CLEAR = re.compile(r"(?:strass?e|stra?sse|strasze|str|allee|gass?e|gae?sschen|chaussee|promenade|landstr)\.?$")
_VAGUE = re.compile(
    r"(?:weg|platz|ring|hof|berg|pfad|garten|ga?e?rten|hain|grund|wall|tor|markt|graben|feld|felder|acker|aecker|wiesen?|hang|hu?e?gel|park|eck|anger"
    r"|aue|blick|ufer|damm|stieg|steig|steige|siedlung|leite|kamp|bruch|bru?e?cke|mu?e?hle|hohl|hecke|rain)$"
)
# What stands before "weg" and "platz" in words that are no street.
_NO_STREET = re.compile(
    r"(?:ausbildungs|studien|kita|arbeits|kindergarten|betreuungs|praktikums|stell|schlaf|heim|therapie|pflege|frei|kurs|krippen|hort|spiel|sport"
    r"|wohnheim|lehrstellen|reit|zelt|steh|sitz|um|lo?e?sungs|bildungs|fahrt|rechts|hin|ru?e?ck|aus|dienst|zahlungs|berufs|fahr|post|geh|rad|flucht"
    r"|instanzen|beschwerde|super|arbeitsmarkt|stellen|wohnungs|geld|gast|haupt|themen|such|schreber|strom|park|arbeits|schul|kinder|ver|bau|un|meldungs"
    r"|bei|mittags|urlaubs|internats|tages|gruppen|wohn|vor|um|ge|zu|schw|l)$"
)
# Words that end the name of a street to the left.
_FUNCTION_WORDS = frozenset(
    "in der die das dem den des auf an am im ich wir er sie es wohne wohnt wohnen wohnhaft wohn adresse anschrift ist meine mein meinem meiner unsere"
    " unser und oder zu zur zum nach von vom bei aus mit fuer fur ab seit gemeldet lautet umgezogen ziehe ziehen jetzt neu also hier strasse str"
    " hausanschrift meldeadresse wohnadresse wohnort straße lebe leben einen eine ein einem einer kein keinen auch noch bin hab habe".split()
)
_PLACES = frozenset("am an im in zum zur auf unter hinter vor beim alte alter altes neue neuer obere oberer untere unterer hohe hoher".split())
_ARTICLES = frozenset("der die dem den des das".split())
# Nouns that stand before a number in ordinary sentences: "im Monat 3", "in der Klasse 7", "am Montag 8".
_NO_PLACE = re.compile(
    r"(?:monat|tag|jahr|jahre|alter|woche|klasse|kapitel|raum|zimmer|stock|etage|semester|absatz|artikel|paragra(?:ph|f)|punkt|seite|anlage|formular"
    r"|schnitt|januar|februar|marz|maerz|april|mai|juni|juli|august|september|oktober|november|dezember|moment|schlus+|ende|anfang|bescheid|gesetz|sgb"
    r"|antrag|job|haushalt|haus|wohnung|familie|bg|gemeinschaft|ersten|letzten|nachsten|naechsten|vergangenen|regel|summe|tabelle|zeile|spalte|gruppe"
    r"|stufe|schule|kita|wg|zone|bus|linie|bahn|gleis|halle|schufa|kasse|teilzeit|vollzeit|minijob|grad|nummer|nr|hartz|woch|mittwoch|uber|ueber|unter"
    r"|bis|nur|noch|ab|ca|circa|etwa|mindestens|maximal|max|fur|fuer|mit|seit|zu|plus|und|oder|als|je|pro|sind|ist|hab|habe|haben|bin|grob|fast|rund"
    r"|u|erst|schon|gerade|mal|frage|stelle|pos|position|option|variante|teil|band|level|niveau|lehrjahr|schuljahr|wohnungen|mehrbedarf|bezirk|team|tor"
    r"|sachgebiet|abteilung|block|phase|schicht|runde|land|deutschland|hessen|stadt|kreis)$"
)
_CUE = re.compile(r"\b(?:wohn(?:e|en|t|haft|hafte)?|anschrift|\w*adresse|gemeldet|hausanschrift|wohnort|umgezogen|ziehe?n?|lebe)\b[^.?!\d]{0,40}$")
_NEAR_CUE = re.compile(r"\b(?:wohn(?:e|en|t|haft)?|anschrift|\w*adresse|gemeldet|hausanschrift)\b(?:\s(?:ist|lautet|in|auf|an|der|dem|den|die))*[\s:,-]{0,3}$")
_POSTCODE = re.compile(r"\s?[,;/-]?\s?(?:d-?|in )?\d{5}\b")
_ORDINAL = re.compile(r"\.\s?[a-z]")
_CLAUSE_END = re.compile(r"\s?(?:$|[,;.!?)]|in\b|und\b)")
_NAMED_AFTER = re.compile(r"(?:strass?e|stra?sse|str\.?|platz|allee|park|ufer)$")

_POSTBOX = re.compile(r"\bpostfach\s\d[\d ]{1,8}\d")
# "wohne in der Gartenstraße": the number is missing, but in a village the street is enough.
_NO_NUMBER = re.compile(
    r"\b(?:wohn(?:e|en|t|haft)?|adresse|anschrift|gemeldet|umgezogen|ziehe?n?)\b[^\d.?!,;]{0,24}?[\s:]"
    r"(?P<it>(?:[a-z-]{2,24}er\s)(?:strass?e|stra?sse|strase|str\b\.?|allee|gasse)|[a-z-]{3,30}(?:strass?e|stra?sse|strase|str\b\.?|gasse|allee))(?![a-z\d])"
)


class AddressFinder:
    """Finds addresses. `words` tells where the name of a street begins."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __call__(self, view: View) -> list[Finding]:
        """All addresses in the view."""
        plain = view.plain
        findings = []
        for house in _HOUSE.finditer(plain):
            start = self._start(view, house)
            if start is not None:
                findings.append(Finding(Kind.ADDRESS, start, house.end()))
        if "postfach" in plain:
            findings += found(Kind.ADDRESS, _POSTBOX, plain)
        if "str" in plain or "gasse" in plain or "allee" in plain:
            findings += found(Kind.ADDRESS, _NO_NUMBER, plain)
        return findings

    def _start(self, view: View, house: re.Match[str]) -> Optional[int]:
        """Where the street before a house number begins; None when there is no street."""
        first = max(0, house.start() - _LONGEST_STREET)
        words = _STREET_WORDS.search(view.plain[first : house.start()])
        if words is None:
            return None
        starts = [(first + words.start("street") + word.start(), word[0]) for word in _WORD.finditer(words["street"])]
        # "schwanger, 19" and "im 2. Lehrjahr": only a clear street stands before a comma or an ordinal.
        counts = "," in words["gap"] or _ORDINAL.match(view.plain, house.end()) is not None
        if counts and not _CLEAR.search(starts[-1][1]):
            return None
        candidates = (self._street(starts), self._named_after(starts), self._place(view, starts, house.end()))
        return next((start for start in candidates if start is not None), None)

    def _street(self, words: list[tuple[int, str]]) -> Optional[int]:
        """Gartenstraße, Mainzer Str., Kurt-Schumacher-Allee, Alter Weg."""
        start, last = words[-1]
        clear, vague = _CLEAR.search(last), _VAGUE.search(last)
        ending = clear or vague
        if ending is None:
            return None
        stem = last[: ending.start()].strip("-")
        if len(stem) >= 2:
            return None if vague and not clear and _NO_STREET.search(stem) else start
        name = self._name_before(words[:-1])
        # "mein weg 5 km" has a word before it, too: a vague ending needs one that looks like a street's.
        if name is None or (not clear and not re.search(r"(?:er|-)$", words[-2][1])):
            return None
        return name

    def _name_before(self, words: list[tuple[int, str]]) -> Optional[int]:
        """Where the name begins that stands apart from its ending: "kurt schumacher | straße"."""
        start = None
        for position, (offset, word) in enumerate(reversed(words)):
            if word in _FUNCTION_WORDS or position > 2 or (position and self._words.is_common(word)):
                break
            start = offset
        return start

    def _named_after(self, words: list[tuple[int, str]]) -> Optional[int]:
        """Straße der Republik, Platz der Deutschen Einheit."""
        for position in range(len(words) - 2, -1, -1):
            start, word = words[position]
            follows = words[position + 1][1]
            if _NAMED_AFTER.search(word) and (follows in _ARTICLES or follows in _PLACES):
                return start
        return None

    def _place(self, view: View, words: list[tuple[int, str]], end: int) -> Optional[int]:
        """Am Kreishaus 3, In den Weingärten 12: only with a cue, a postcode after it, or a noun at the end of a clause."""
        noun_start, noun = words[-1]
        if len(noun) < 4 or _NO_PLACE.search(noun):
            return None
        start = _place_start(words)
        if start is None:
            return noun_start if self._has_near_cue(view.plain, noun_start, end) else None
        if _POSTCODE.match(view.plain, end) or _CUE.search(view.plain[max(0, start - _LONGEST_STREET) : start]):
            return start
        capital = view.text[noun_start].isupper() and not view.text.isupper()
        unusual = capital and not self._words.is_common(noun)
        return start if unusual and _CLAUSE_END.match(view.plain, end) else None

    def _has_near_cue(self, plain: str, start: int, end: int) -> bool:
        if _POSTCODE.match(plain, end) is None and _CLAUSE_END.match(plain, end) is None:
            return False
        return _NEAR_CUE.search(plain[max(0, start - 40) : start]) is not None


def _place_start(words: list[tuple[int, str]]) -> Optional[int]:
    """Where "am", "in der", "alte" begins before the noun; None without it."""
    before = words[:-1][-3:]
    for position, (start, word) in enumerate(before):
        between = [follows for _, follows in before[position + 1 :]]
        if word in _PLACES and all(follows in _ARTICLES or follows not in _FUNCTION_WORDS for follows in between):
            return start
    return None

