"""Names of persons: after a word that introduces one, by first name, under a letter, or found by a language model."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Callable, Iterable, Iterator, Optional

from lotse.privacy.finding import Finding, Kind, View
from lotse.privacy.words import Words

# A language model's finder of names: from a text to spans.
NameModel = Callable[[str], Iterable[tuple[int, int]]]

_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_KIN = (
    r"(?:sohn|tochter|kind|to?e?chter|kinder|bruder|schwester|freundin|freund|partnerin|partner|mann|frau|mutter|vater|mama|papa|oma|opa|baby|cousine?"
    r"|neffe|nichte|onkel|tante|ex|exmann|exfrau|mitbewohner(?:in)?|verlobter?|kumpel|betreuer(?:in)?|enkel(?:in)?)"
)
_CLERK = (
    r"(?:sachbearbeiter(?:in)?|sachbearbeitung|sb|fallmanager(?:in)?|ansprechpartner(?:in)?|arbeitsvermittler(?:in)?|vermittler(?:in)?|berater(?:in)?)"
)
_ROLE = (
    rf"(?:{_CLERK}|betreuer(?:in)?|vermieter(?:in)?|hausverwalter|anwalt|anwa?e?ltin|arzt|a?e?rztin|lehrer(?:in)?|chef(?:in)?|mitarbeiter(?:in)?"
    r"|kollege|kollegin|teamleiter(?:in)?|leiter(?:in)?|nachbar(?:in)?)"
)
# What comes after these is a name, whatever it looks like.
_STRONG = re.compile(
    r"(?<![a-z])(?:(?:ich|i) heiss?e?|heiss?e? ich|hies+ ich"
    r"|(?:mein|meine|unser|sein|ihr|der|dessen|deren) (?:voller |ganzer |richtiger |neuer )?"
    r"(?:vor|nach|familien|geburts|ma?e?dchen|zu)?name (?:ist|lautet|wa?e?re?|war|is)"
    r"|(?:vor|nach|familien|geburts|ma?e?dchen|ruf|vor- und nach|vor und nach)?namen? ?[:=]"
    r"|my name is|my names|ich nenne mich|nennt mich|benim adim|gez\.|gezeichnet|c/o|i\. ?a\.|i\. ?v\."
    rf"|{_KIN} (?:heiss?t|hies+|namens)|{_ROLE} (?:heiss?t|hies+)|namens)(?![a-z])[\s:,=-]{{0,3}}"
)
# After these a word counts unless it is an ordinary one.
_MEDIUM = re.compile(
    rf"(?<![a-z])(?:{_ROLE}|(?:{_CLERK}|zusta?e?ndig) (?:ist|war)|(?:vor|nach|familien|geburts)name|geborene[rn]?|geb\.)(?![a-z])[\s:,]{{1,3}}"
)
_AFTER_KIN = re.compile(rf"(?<![a-z]){_KIN}[\s:,]{{1,2}}")
# A verb after an unknown word tells that the word is a name: "meine sachbearbeiterin heser antwortet nicht".
_VERB_FOLLOWS = (
    r"(?=[a-z'-]{3,24} (?:ist|hat|war|wird|antwortet|sagt|sagte|meint|meinte|meldet|geht|ruft|reagiert|schreibt|fordert|verlangt|lehnt|macht|gibt|wohnt"
    r"|vom|beim|im|aus)(?![a-z]))"
)
_CLERK_AND_VERB = re.compile(rf"(?<![a-z]){_CLERK} {_VERB_FOLLOWS}")
_KIN_AND_VERB = re.compile(rf"(?<![a-z]){_KIN} {_VERB_FOLLOWS}")
_TITLE = re.compile(
    r"(?<![a-z])(?:(?:frau|fraeulein|herrn?|familie|eheleute)\s{1,2}|(?:hr|fam|mrs?|dr|prof)\s|(?:hr|fr|fam|mrs?|dr|prof)\.\s{0,2})"
)
_OWN_WIFE = re.compile(
    r"(?:mein|dein|sein|ihr|unser|euer|eur|ein|kein|jed|dies|jung|alt|schwanger|alleinstehend|verheiratet|ander|ne|meiner|als|zur|pro)(?:e|er|en|em|es|r)?\s$"
)
# After these a first name on the list counts, or two words in capitals.
_SELF = re.compile(r"(?<![a-z])(?:ich bin(?:'?s| es)?|bin|hier (?:ist|schreibt|spricht|nochmal|wieder)|hier|i am|i'm|es schreibt)(?![a-z])[\s,:]{1,2}")
_GREETING = re.compile(
    r"(?<![a-z])(?:mfg|mit freundlichem gruss?|mit freundlichen gru?e?ss?en|(?:viele|liebe|beste|freundliche|scho?e?ne|herzliche|liebe) gru?e?ss?e"
    r"|(?:lieben|besten|scho?e?nen|freundlichen) gruss?|gruss?|gru?e?ss?e|lg|vg|hochachtungsvoll|best regards|kind regards|regards|cheers)(?![a-z])[\s,.!:;-]{1,4}"
)
_SKIPPED = frozenset(
    "der die das den dem frau herr herrn dr prof fr hr ist heisst heist war auch uebrigens ubrigens also nun jetzt ihr ihre euer eure dein deine"
    " vorname nachname name familienname und es".split()
)
_PARTICLES = frozenset("von van de del della di da dos el al ben bin abu ibn zu zur der den la le st o mc ter ten".split())
_FUNCTION_WORDS = frozenset(
    "und oder ist sind war hat habe haben bin nicht kein keine so wie was wer wo wann warum ich du er sie es wir ihr mich mir uns im in am an auf aus"
    " bei beim mit von vom zu zum zur nach vor seit fuer fur um bis durch ohne gegen ueber uber unter noch schon nur auch aber denn doch mal da dann"
    " hier jetzt heute gerade grad sehr ja nein danke bitte hallo hi hey kann kannst koennen konnen will wollte muss darf soll moechte mochte brauche"
    " braucht brauchen bekomme bekommt kriege kriegt wird werde wurde meine mein meinen unsere wohne wohnt arbeitet arbeite lebe lebt suche sucht frage"
    " fragen antrag jobcenter wohngeld buergergeld burgergeld kindergeld hilfe anders egal falsch richtig geaendert geandert unbekannt".split()
)
# Nouns that follow "Frau" and "Herr" without being a name.
_NO_SURNAME = frozenset(
    "gott kind kinder mann tochter sohn baby arbeit minijob vollzeit teilzeit rente elternzeit roboter bot chatbot doktor im am nachbarin chefin"
    " schwanger arbeitslos selbstaendig selbststandig".split()
)
_SURE = (_STRONG, _SELF, _GREETING)
# The next field of a form, in a row such as "Name: Lena Adresse: ...".
_FIELDS = frozenset(
    "adresse anschrift strasse geburtsdatum geburtstag geboren geb alter telefon tel handy mobil mail email iban konto kontonummer wohnort ort plz"
    " kundennummer nummer nr aktenzeichen vorname nachname name kind frau herr".split()
)
_SAINT = frozenset({"st", "sankt", "san", "heiliger"})
_BEFORE_FIRST_NAME = (" ", ", ", ",")
_PROFESSION = re.compile(r"(?:er|in|ist|ant|ent|mann|frau|ling|loge|eur|or|ung|heit|keit|schaft|schule|geld|amt|kind|jahrig)$")
_QUALITY = re.compile(r"(?:t|en|end|lich|ig|isch|los|bar|voll|sam|haft)$")
_LONGEST_NAME = 4


@dataclass(frozen=True)
class _Token:
    """A word with its place. `capital` says that it is written as a name or a noun, where that says anything."""

    plain: str
    start: int
    end: int
    capital: bool


class NameFinder:
    """Finds names. With a language model its names count, too, where they are written like names."""

    def __init__(self, words: Words, model: Optional[NameModel] = None) -> None:
        self._words = words
        self._model = model

    def __call__(self, view: View) -> list[Finding]:
        """All names in the view."""
        tokens = _tokens(view)
        spans = [
            *self._after(_STRONG, view, tokens, self._is_introduced),
            *self._after(_MEDIUM, view, tokens, self._is_unusual),
            *self._after(_AFTER_KIN, view, tokens, self._is_relative),
            *self._after(_CLERK_AND_VERB, view, tokens, self._is_introduced),
            *self._after(_KIN_AND_VERB, view, tokens, self._is_no_quality),
            *self._after_titles(view, tokens),
            *self._after(_SELF, view, tokens, self._is_given, self._is_full_name),
            *self._after(_GREETING, view, tokens, self._is_introduced),
            *self._by_first_name(view, tokens),
            *self._by_model(view, tokens),
        ]
        return [Finding(Kind.NAME, start, end) for start, end in spans]

    def _after(
        self,
        cue: re.Pattern[str],
        view: View,
        tokens: list[_Token],
        accepts: Callable[[_Token], bool],
        accepts_two: Optional[Callable[[_Token, _Token], bool]] = None,
    ) -> Iterator[tuple[int, int]]:
        for match in cue.finditer(view.plain):
            position = _index_at(tokens, match.end())
            while position is not None and tokens[position].plain in _SKIPPED and _joined(view, tokens, position):
                position += 1
            if position is None or tokens[position].plain in _SKIPPED:
                continue
            two = _joined(view, tokens, position) and accepts_two and accepts_two(tokens[position], tokens[position + 1])
            if two or accepts(tokens[position]) or self._is_initial(view, tokens, position):
                yield self._span(view, tokens, position, any_noun=cue in _SURE)

    def _after_titles(self, view: View, tokens: list[_Token]) -> Iterator[tuple[int, int]]:
        for match in _TITLE.finditer(view.plain):
            position = _index_at(tokens, match.end())
            if position is None or tokens[position].plain in _SKIPPED:
                continue
            before = view.plain[max(0, match.start() - 16) : match.start()]
            if match[0].startswith("frau") and _OWN_WIFE.search(before):
                accepts = self._is_given
            elif match[0].startswith(("fam", "ehe")) and _OWN_WIFE.search(before):
                accepts = self._is_unusual
            else:
                accepts = self._is_titled
            if accepts(tokens[position]):
                # A surname ends the name, unless a first name came first: "frau zöllner telefoniert".
                is_surname = not self._words.is_first_name(tokens[position].plain)
                yield self._span(view, tokens, position, capitals_only=is_surname)

    def _by_first_name(self, view: View, tokens: list[_Token]) -> Iterator[tuple[int, int]]:
        for position, token in enumerate(tokens):
            if not self._is_first_name(token) or (position and tokens[position - 1].plain in _SAINT):
                continue
            before = tokens[position - 1] if position and view.text[tokens[position - 1].end : token.start] in _BEFORE_FIRST_NAME else None
            start, end = self._span(view, tokens, position)
            if before and before.capital and token.capital and self._words.is_surname(before.plain):
                yield before.start, end
            elif self._is_clear(token) or (end > token.end and self._goes_with(token, tokens[position + 1])):
                yield start, end

    def _is_first_name(self, token: _Token) -> bool:
        """A first name, or one with an s: "Lenas Bescheid"."""
        genitive = token.capital and token.plain.endswith("s") and self._words.is_first_name(token.plain[:-1])
        return self._words.is_first_name(token.plain) or (genitive and not self._words.is_common(token.plain))

    def _goes_with(self, first: _Token, second: _Token) -> bool:
        """Whether a surname makes a first name of a word that is more than that: "Max Müller", not "will Tierpfleger"."""
        if self._words.is_surname(second.plain):
            return second.capital or not self._words.is_common(second.plain)
        return first.capital and second.capital and not self._words.is_common(second.plain)

    def _by_model(self, view: View, tokens: list[_Token]) -> Iterator[tuple[int, int]]:
        if self._model is None:
            return
        for start, end in self._model(view.text):
            inside = [token for token in tokens if start <= token.start and token.end <= end]
            # A model takes many a noun for a name: it is believed only where nothing speaks against it.
            if inside and all(token.capital and not self._words.is_common(token.plain) for token in inside):
                yield inside[0].start, inside[-1].end

    def _span(self, view: View, tokens: list[_Token], position: int, any_noun: bool = False, capitals_only: bool = False) -> tuple[int, int]:
        """From a name's first word to its last. With `any_noun` the second word may be a noun: "ich heiße Lena Tasche"."""
        last = position
        while last - position + 1 < _LONGEST_NAME and _joined(view, tokens, last):
            following = tokens[last + 1]
            if capitals_only and not following.capital and following.plain not in _PARTICLES:
                break
            second = any_noun and last == position and self._is_second(tokens[position], following)
            particles = _particles(view, tokens, last)
            if second or self._continues(following):
                last += 1
            elif particles and self._is_unusual(tokens[last + particles + 1]):
                last += particles + 1
            else:
                break
        return tokens[position].start, tokens[last].end

    def _is_second(self, first: _Token, second: _Token) -> bool:
        if second.plain in _FIELDS or second.plain in _FUNCTION_WORDS:
            return False
        return (first.capital and second.capital) or self._words.is_surname(second.plain)

    def _is_initial(self, view: View, tokens: list[_Token], position: int) -> bool:
        """Whether a single letter and a name stand there: "A. Müller"."""
        return len(tokens[position].plain) == 1 and _joined(view, tokens, position) and self._is_unusual(tokens[position + 1])

    def _continues(self, token: _Token) -> bool:
        if token.plain in _FUNCTION_WORDS or token.plain in _PARTICLES:
            return False
        if token.capital and self._words.is_surname(token.plain):
            return True
        return not self._words.is_common(token.plain) and len(token.plain) > 2

    def _is_introduced(self, token: _Token) -> bool:
        if token.plain in _FUNCTION_WORDS or len(token.plain) < 2:
            return False
        is_listed = self._words.is_first_name(token.plain) or self._words.is_surname(token.plain)
        return token.capital or is_listed or not self._words.is_common(token.plain)

    def _is_unusual(self, token: _Token) -> bool:
        """No ordinary word: on a list, or written like a name."""
        if token.plain in _FUNCTION_WORDS or len(token.plain) < 2:
            return False
        if self._words.is_first_name(token.plain) or self._words.is_surname(token.plain):
            return token.capital or not (self._words.is_common(token.plain) or token.plain in self._words.ambiguous)
        return token.capital and not self._words.is_common(token.plain)

    def _is_titled(self, token: _Token) -> bool:
        if token.plain in _FUNCTION_WORDS or token.plain in _NO_SURNAME or len(token.plain) < 2:
            return False
        return token.capital or self._words.is_surname(token.plain) or not self._words.is_common(token.plain)

    def _is_relative(self, token: _Token) -> bool:
        """A name after "mein Sohn": on the list, or an unusual word that is no trade and no people."""
        return self._is_given(token) or (self._is_unusual(token) and _PROFESSION.search(token.plain) is None)

    def _is_no_quality(self, token: _Token) -> bool:
        """A name in small letters after "mein sohn", and not "behindert" or "volljährig"."""
        return self._is_introduced(token) and not _PROFESSION.search(token.plain) and not _QUALITY.search(token.plain)

    def _is_given(self, token: _Token) -> bool:
        """A first name on the list; one that is a word, too, only in capitals."""
        if not self._words.is_first_name(token.plain):
            return False
        return token.capital or (token.plain not in self._words.ambiguous and not self._words.is_common(token.plain))

    def _is_clear(self, token: _Token) -> bool:
        """A first name that counts without any cue."""
        return token.plain not in self._words.ambiguous and not self._words.is_common(token.plain) and len(token.plain) > 2

    def _is_full_name(self, first: _Token, second: _Token) -> bool:
        if any(self._words.is_common(token.plain) or token.plain in _FUNCTION_WORDS or len(token.plain) < 3 for token in (first, second)):
            return first.capital and second.capital and self._is_unusual(first) and self._is_unusual(second)
        return self._words.is_surname(second.plain) or _PROFESSION.search(first.plain) is None


def _tokens(view: View) -> list[_Token]:
    shouted = view.text.isupper()
    return [
        _Token(view.plain[match.start() : match.end()], match.start(), match.end(), match[0][0].isupper() and not shouted)
        for match in _TOKEN.finditer(view.text)
    ]


def _index_at(tokens: list[_Token], offset: int) -> Optional[int]:
    """The token that begins right at an offset."""
    return next((index for index, token in enumerate(tokens) if token.start == offset), None)


def _particles(view: View, tokens: list[_Token], position: int) -> int:
    """How many small words of a name follow a token and lead on to another: 2 in "Jürgen von der Heide"."""
    count = 0
    while count < 2 and _joined(view, tokens, position + count) and tokens[position + count + 1].plain in _PARTICLES:
        count += 1
    return count if count and _joined(view, tokens, position + count) else 0


def _joined(view: View, tokens: list[_Token], position: int) -> bool:
    """Whether nothing but a blank stands between a token and the next."""
    return position + 1 < len(tokens) and view.text[tokens[position].end : tokens[position + 1].start] in (" ", "  ", ". ")
