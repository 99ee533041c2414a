"""Numbers after a word that says whose they are: Aktenzeichen, Kundennummer, Az., Ausweisnummer, PIN, ..."""
from __future__ import annotations

import re

from lotse.privacy.finding import Finding, Kind, View, found

# What a number can belong to. Folded: without umlauts, ß is s. Not here: telephone, house, room, page, paragraph.
_OWNER = (
    r"akten|gescha?e?fts|kassen|buchungs|antrags|bescheid|fall|vorgangs|hilfe|kunden|klienten|mitglieds|fo?e?rder(?:ungs)?|wohngeld"
    r"|bafo?e?g|kindergeld|elterngeld|unterhaltsvorschus+|bg|sgb|bedarfsgemeinschafts?|versicherungs|versicherten|sozialversicherungs"
    r"|sozialvers\.?|rentenversicherungs|renten|krankenversicherungs|krankenversicherten|krankenkassen|kranken ?kassen?|kranken"
    r"|gesundheitskarten|karten|steuer|steuer-?ident\w*|ident\w*|id|ausweis|personalausweis|perso|pas+|reisepas+|aufenthaltstitel\w*|azr"
    r"|ausla?e?nder|konto|beitrags|vertrags|referenz|personal|matrikel|za?e?hler|rechnungs|sv|rv|kv|stamm|register|nutzer|benutzer"
    r"|vermittlungs|betriebs|fu?e?hrerschein|mandats|gla?e?ubiger"
)
_NUMBER_WORD = r"(?:nummern?|numer|nummber|nr|no|zeichen|id|kennung|code)"
_STRONG_CUE = (
    rf"\b(?:(?:{_OWNER})[ -]?{_NUMBER_WORD}|aktenzeichen|az|a\. ?z|gz|gesch\. ?z|kdnr|kd|kto|vsnr|svnr|rvnr|kvnr|stnr|st\. ?nr|idnr|id-nr"
    r"|steuer-?id|tin|azr|pin|tan|puk|zugangscode|freischaltcode|aktivierungscode|(?:unser|ihr|mein) zeichen)\b"
)
# These words stand in ordinary questions, too ("mein Perso läuft 2026 ab"): more digits are needed.
_WEAK_CUE = r"\b(?:konto|bg|sv-?ausweis|sozialversicherungsausweis|(?:personal)?ausweis|perso|(?:reise)?pas+|versichertenkarte|bescheid)\b"

_MARKS = r"[\s.:;=#-]{0,4}"
_FILLER = (
    rf"{_MARKS}(?:(?:bei|beim|vom|von|bei der|von der) [a-z]{{2,24}}{_MARKS})?"
    rf"(?:(?:nr|nummer|ist|lautet|lautete|wa?e?re|heis+t|war|hier|meine|mein|die|das)\b{_MARKS}){{0,3}}"
)
# Letters inside a number: one, or the usual marks of courts and offices.
_MARK = r"(?:[a-z]|as|so|bg|er|fk|kg|ay)"
# A number may be broken by blanks and slashes, but must not run on into the next words.
_TOKEN = (
    rf"(?:[a-z]{{1,4}}[./-]{{0,2}}|{_MARK} )?\d+"
    rf"(?:[./_-]{{0,2}}(?:\d+|[a-z]{{1,4}}(?![a-z]))| (?:[./-]{{1,2}} ?)?(?:\d{{2,}}|{_MARK}(?=[ ./-]{{0,2}}\d))){{0,10}}"
)
_AFTER_STRONG = re.compile(rf"{_STRONG_CUE}{_FILLER}(?P<it>{_TOKEN})")
_AFTER_WEAK = re.compile(rf"{_WEAK_CUE}{_FILLER}(?P<it>{_TOKEN})")
_BEFORE_CUE = re.compile(rf"(?<!\w)(?P<it>{_TOKEN})\s?(?:ist|=|war|,)\s(?:meine?|die|das|unsere?)\s(?:alte |neue )?{_STRONG_CUE}")
_SECRET = re.compile(r"\b(?:passwor[td]|kennwort)(?: ist|:| lautet| war|=)\s{0,2}(?P<it>\S{4,60})")

_NO_NUMBER = re.compile(r"(?:19|20)\d\d(?:[/-](?:19|20)?\d\d)?|\d{1,2}\.\d{1,2}\.(?:\d{2}|\d{4})?")
_AMOUNT_FOLLOWS = re.compile(r"(?:,\d\d)?\s?(?:euro|eur|€|%|prozent|tage|jahre|monate)")
_FEWEST_STRONG = 4
_FEWEST_WEAK = 5


def references(view: View) -> list[Finding]:
    """File numbers, customer numbers, secrets, each after the word that names them."""
    plain = view.plain
    findings = [
        *_plausible(found(Kind.NUMBER, _AFTER_STRONG, plain), plain, _FEWEST_STRONG),
        *_plausible(found(Kind.NUMBER, _AFTER_WEAK, plain), plain, _FEWEST_WEAK),
        *_plausible(found(Kind.NUMBER, _BEFORE_CUE, plain), plain, _FEWEST_STRONG),
    ]
    return findings


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
