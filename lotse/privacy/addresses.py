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
    rf"(?<![\d§])(?<!\d[.,/:-])(?P<number>\d{{1,3}}(?!\d|\.\d|,\d|:\d|\s?{_UNIT})(?:\s?[a-h](?![a-z]))?"
    rf"(?:\s?[-/+]\s?\d{{1,3}}(?!\d|\.\d|,\d|\s?{_UNIT})(?:\s?[a-h](?![a-z]))?)?)(?![\d§a-z])"
)
# The words before it: "Mainzer Str. 12", "gartenweg,12", "Ringstraße Nr. 5", "kirchstr.3".
_STREET_WORDS = re.compile(
    r"(?P<street>(?:[a-z'.-]{2,30}\s|\d{1,2}\.\s){0,5}(?!(?:nr|nummer|hnr|no|haus|hausnr|hausnummer)\b)[a-z'-]{2,40})(?P<gap>[.,]?\s{0,2})(?:,?\s?(?:haus ?)?(?:nr|nummer|hnr|no)\.?\s?)?$"
)
_LONGEST_STREET = 70
_WORD = re.compile(r"[^\s]+")

# Endings that only streets have, and endings that are words of their own.
_CLEAR = re.compile(r"(?:strass?e|stra?sse|strasze|str|allee|gass?e|gae?sschen|chaussee|promenade|landstr)\.?$")
_VAGUE = re.compile(
    r"(?:weg|platz|ring|hof|berg|pfad|garten|ga?e?rten|hain|grund|wall|tor|markt|graben|feld|felder|acker|aecker|wiesen?|hang|hu?e?gel|park|eck|anger"
    r"|aue|anlage|blick|ufer|damm|stieg|steig|steige|siedlung|leite|kamp|bruch|bru?e?cke|mu?e?hle|hohl|hecke|rain)$"
)
# What stands before "weg" and "platz" in words that are no street.
_NO_STREET = re.compile(
    r"(?:\w*(?:ausbildungs|studien|kita|arbeits|kindergarten|betreuungs|praktikums|schlaf|therapie|pflege|kurs|krippen|hort|spiel|sport|wohnheim|lehrstellen"
    r"|lo?e?sungs|bildungs|rechts|dienst|zahlungs|berufs|instanzen|beschwerde|arbeitsmarkt|stellen|wohnungs|geld|park|meldungs|urlaubs|internats|gruppen"
    r"|kinder|schul|eingangs)"
    r"|stell|heim|frei|zelt|steh|sitz|um|fahrt|hin|ru?e?ck|aus|ab|fahr|post|geh|rad|flucht|super|gast|haupt|themen|such|schreber|strom|ver|bau|un|bei"
    r"|mittags|tages|wohn|vor|ge|zu|schw|reit|her|weit|mini|handels|welt|bau|floh|wochen|jahr|ehe|freund|kreis)"
)
# Words that end the name of a street to the left.
_FUNCTION_WORDS = frozenset(
    "in der die das dem den des auf an am im ich wir er sie es wohne wohnt wohnen wohnhaft wohn adresse anschrift ist meine mein meinem meiner unsere"
    " unser und oder zu zur zum nach von vom bei aus mit fuer fur ab seit gemeldet lautet umgezogen ziehe ziehen jetzt neu also hier strasse str"
    " hausanschrift meldeadresse wohnadresse wohnort straße lebe leben einen eine ein einem einer kein keinen auch noch bin hab habe".split()
)
_PLACES = frozenset("am an im in zum zur auf unter hinter vor beim alte alter altes neue neuer obere oberer untere unterer hohe hoher".split())
_ADJECTIVES = frozenset("alte alter altes neue neuer obere oberer untere unterer hohe hoher lange grosse grose kleine bad sankt st st.".split())
_PREFIXES = frozenset("am zum zur beim".split())
_PREPOSITIONS = frozenset("an auf unter hinter vor".split())
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
_POSTCODE = re.compile(r"(?:\s?[,;]\s?|\s[/-]\s|\s)(?:d-?|in )?\d{5}\b")
_ORDINAL = re.compile(r"\.\s?[a-z]")
_CLAUSE_END = re.compile(r"\s?(?:$|[,;.!?)]|in\b|und\b)")
_NAMED_AFTER = re.compile(r"(?:strass?e|stra?sse|str\.?|platz|allee|park|ufer)$")

_POSTBOX = re.compile(r"\bpostfach\s\d[\d ]{1,8}\d")
# "wohne in der Gartenstraße": the number is missing, but in a village the street is enough.
_NO_NUMBER = re.compile(
    r"\b(?:wohn(?:e|en|t|haft)?|adresse|anschrift|gemeldet|umgezogen|ziehe?n?)\b[^\d.?!,;]{0,24}?[\s:]"
    r"(?P<it>[a-z-]{2,24}er\s(?:strass?e|stra?sse|strase|str\b\.?|allee|gasse)|(?:[a-z-]{2,24}er\s)?[a-z-]{3,30}(?:strass?e|stra?sse|strase|str\b\.?|gasse|allee))(?![a-z\d])"
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
        # "Anlage 3" belongs to an application, the "Friedrich-Ebert-Anlage 3" is a street.
        if last.endswith("anlage") and "-" not in last:
            return None
        if len(stem) >= 2:
            return None if not clear and _NO_STREET.fullmatch(stem) else _with_prefix(words, len(words) - 1, clear is not None)
        name = self._name_before(words)
        # "mein weg 5 km" has a word before it, too: a vague ending needs one that looks like a street's.
        if name is None or (not clear and not re.search(r"(?:er|-)$", words[-2][1])):
            return None
        return _with_prefix(words, name, clear is not None)

    def _name_before(self, words: list[tuple[int, str]]) -> Optional[int]:
        """Which word begins the name that stands apart from its ending: "kurt schumacher | straße"."""
        first = None
        for position in range(len(words) - 2, max(-1, len(words) - 5), -1):
            word = words[position][1]
            if word in _FUNCTION_WORDS or (first is not None and self._words.is_common(word)):
                break
            first = position
        return first

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
            named = self._name_before(words)
            start = noun_start if named is None else words[named][0]
            return start if _POSTCODE.match(view.plain, end) or self._has_near_cue(view.plain, start, end) else None
        if _POSTCODE.match(view.plain, end) or _CUE.search(view.plain[max(0, start - _LONGEST_STREET) : start]):
            return start
        capital = view.text[noun_start].isupper() and not view.text.isupper()
        unusual = capital and not self._words.is_common(noun)
        has_letter = view.plain[end - 1].isalpha()
        return start if unusual and (has_letter or _CLAUSE_END.match(view.plain, end)) else None

    def _has_near_cue(self, plain: str, start: int, end: int) -> bool:
        if _CLAUSE_END.match(plain, end) is None:
            return False
        return _NEAR_CUE.search(plain[max(0, start - 40) : start]) is not None


def _with_prefix(words: list[tuple[int, str]], first: int, is_clear: bool) -> int:
    """Where a street's name begins that starts with small words: Am Kirchplatz, An der Bleiche, Untere Hauptstraße."""
    before = [word for _, word in words[:first]]
    if before and (before[-1] in _ADJECTIVES or (not is_clear and before[-1] in _PREFIXES)):
        return words[first - 1][0]
    if not is_clear and len(before) > 1 and before[-1] in _ARTICLES and before[-2] in _PREPOSITIONS:
        return words[first - 2][0]
    return words[first][0]


def _place_start(words: list[tuple[int, str]]) -> Optional[int]:
    """Where "am", "in der", "alte" begins before the noun; None without it."""
    before = words[:-1][-3:]
    for position, (start, word) in enumerate(before):
        between = [follows for _, follows in before[position + 1 :]]
        if word in _PLACES and all(follows in _ARTICLES or follows not in _FUNCTION_WORDS for follows in between):
            return start
    return None

