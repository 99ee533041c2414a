"""Numbers after a word that says whose they are: Aktenzeichen, Kundennummer, Az., Ausweisnummer, PIN, ..."""

from __future__ import annotations

import re

from lotse.privacy.finding import Finding, Kind, View, either, found

# What a number can belong to. Folded: without umlauts, ß is s. Not here: telephone, house, room, page, paragraph.
_OWNER = either(r"""
    akten geschae?fts kassen buchungs antrags bescheid fall vorgangs hilfe kunden klienten mitglieds
    foe?rder(?:ungs)? wohngeld bafoe?g kindergeld elterngeld unterhaltsvorschus+ bg sgb bedarfsgemeinschafts?
    versicherungs versicherten sozialversicherungs sozialvers\.? rentenversicherungs renten
    krankenversicherungs krankenversicherten krankenkassen kranken\s?kassen? kranken gesundheitskarten karten
    steuer steuer-?ident\w* ident\w* id ausweis personalausweis perso pas+ reisepas+ aufenthaltstitel\w* azr
    auslae?nder konto beitrags vertrags referenz personal matrikel zae?hler rechnungs sv rv kv stamm register
    nutzer benutzer vermittlungs betriebs fue?hrerschein mandats glae?ubiger
""")
_NUMBER_WORD = either("nummern? numer nummber nr no zeichen id kennung code")
_STRONG_CUE = (
    r"\b"
    + either(rf"""
    {_OWNER}[\s-]?{_NUMBER_WORD} aktenzeichen az a\.\s?z gz gesch\.\s?z kdnr kd kto vsnr svnr rvnr kvnr stnr
    st\.\s?nr idnr id-nr steuer-?id tin azr pin tan puk zugangscode freischaltcode aktivierungscode
    (?:unser|ihr|mein)\szeichen
""")
    + r"\b"
)
# These words stand in ordinary questions, too ("mein Perso läuft 2026 ab"): more digits are needed.
_WEAK_CUE = (
    r"\b"
    + either("""
    konto bg sv-?ausweis sozialversicherungsausweis (?:personal)?ausweis perso (?:reise)?pas+ versichertenkarte
    bescheid
""")
    + r"\b"
)

_MARKS = r"[\s.:;=#-]{0,4}"
_FILLER = (
    rf"{_MARKS}(?:(?:bei|beim|vom|von|bei der|von der) [a-z]{{2,24}}{_MARKS})?"
    rf"(?:(?:nr|nummer|ist|lautet|lautete|wae?re|heis+t|war|hier|meine|mein|die|das)\b{_MARKS}){{0,3}}"
)
# Letters inside a number: one, or the usual marks of courts and offices.
_MARK = r"(?:[a-z]|as|so|bg|er|fk|kg|ay)"
# A number may be broken by blanks and slashes, but must not run on into the next words. Each part begins with a sign, a
# letter or a blank, so that there is only one way to read a number: the search stays fast.
_PART = (
    r"[./_-]{1,2}\d+"
    r"|[./_-]{0,2}[a-z]{1,4}(?![a-z])\d*"
    rf"| (?:[./-]{{1,2}} ?)?(?:\d{{2,}}|{_MARK}[ ./-]{{0,2}}\d+)"
)
_TOKEN = rf"(?:[a-z]{{1,4}}[./-]{{0,2}}|{_MARK} )?\d+(?:{_PART}){{0,10}}"
_AFTER_STRONG = re.compile(rf"{_STRONG_CUE}{_FILLER}(?P<it>{_TOKEN})")
_AFTER_WEAK = re.compile(rf"{_WEAK_CUE}{_FILLER}(?P<it>{_TOKEN})")
_BEFORE_CUE = re.compile(
    rf"(?<!\w)(?P<it>{_TOKEN})\s?(?:ist|=|war|,)\s(?:meine?|die|das|unsere?)\s(?:alte |neue )?{_STRONG_CUE}"
)
# With a digit: "mein Passwort ist falsch" gives nothing away.
_SECRET = re.compile(r"\b(?:passwor[td]|kennwort)(?: ist|:| lautet| war|=)\s{0,2}(?=\S{0,59}\d)(?P<it>\S{4,60})")

_NO_NUMBER = re.compile(r"(?:19|20)\d\d(?:[/-](?:19|20)?\d\d)?|\d{1,2}\.\d{1,2}\.(?:\d{2}|\d{4})?")
_AMOUNT_FOLLOWS = re.compile(r"(?:,\d\d)?\s?(?:euro|eur|€|%|prozent|tage|jahre|monate)")
_FEWEST_STRONG = 4
_FEWEST_WEAK = 5


def references(view: View) -> list[Finding]:
    """File numbers, customer numbers, secrets, each after the word that names them."""
    plain = view.plain
    return [
        *_plausible(found(Kind.NUMBER, _AFTER_STRONG, plain), plain, _FEWEST_STRONG),
        *_plausible(found(Kind.NUMBER, _AFTER_WEAK, plain), plain, _FEWEST_WEAK),
        *_plausible(found(Kind.NUMBER, _BEFORE_CUE, plain), plain, _FEWEST_STRONG),
    ]


def secrets(view: View) -> list[Finding]:
    """Passwords; they need no digit."""
    return found(Kind.NUMBER, _SECRET, view.plain) if "wor" in view.plain else []


def _plausible(findings: list[Finding], plain: str, fewest: int) -> list[Finding]:
    return [finding for finding in findings if _is_reference(plain, finding, fewest)]


def _is_reference(plain: str, finding: Finding, fewest: int) -> bool:
    number = plain[finding.start : finding.end]
    if _NO_NUMBER.fullmatch(number) or _AMOUNT_FOLLOWS.match(plain, finding.end):
        return False
    return sum(character.isdigit() for character in number) >= fewest
