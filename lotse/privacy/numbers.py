"""Numbers of persons at offices and insurers: by their check digit, by their form, by a word before them, by their length."""
from __future__ import annotations

import re
from typing import Callable

from stdnum.de import idnr

from lotse.privacy.checksums import is_health_number, is_pension_number
from lotse.privacy.finding import Finding, Kind, View, found

_GAP = r"[ ./_-]{0,3}"
_START = r"(?<![a-z0-9])"
_END = r"(?![a-z0-9])"


def _digits(count: int) -> str:
    return rf"\d(?:{_GAP}\d){{{count - 1}}}"


# The form says enough: these are masked with a wrong check digit, too. People mistype, and it is their number all the same.
_FORMS = [
    # Rentenversicherungsnummer: 15 070649 C 103. It holds a birth date.
    re.compile(rf"{_START}{_digits(8)}{_GAP}[a-z]{_GAP}{_digits(3)}{_END}"),
    # Nummer der Bedarfsgemeinschaft: 43802//BG0012345
    re.compile(rf"(?<!\d)\d{{3,6}}{_GAP}(?:bg|fk|wg|sg){_GAP}\d{{4,9}}(?!\d)"),
    re.compile(rf"{_START}bg{_GAP}\d{{6,8}}{_END}"),
    # Kundennummer of the Bundesagentur: 123A456789
    re.compile(rf"{_START}\d{{3}}{_GAP}[a-z]{_GAP}\d(?:[ .-]?\d){{5}}{_END}"),
    # Kindergeldnummer: 123FK456789
    re.compile(rf"{_START}\d{{3}}{_GAP}f{_GAP}k{_GAP}{_digits(6)}{_END}"),
    # Krankenversichertennummer and others of one letter and many digits: A123456789
    re.compile(rf"{_START}[a-z]{{1,2}}\d{{6,12}}[a-z]?{_END}"),
    # Ausweis, Reisepass, Aufenthaltstitel: nine characters without vowels, three digits at least, then check digit and D.
    re.compile(rf"{_START}(?=(?:[a-z]{{0,6}}\d){{3}})[cfghjklmnprtvwxyz][cfghjklmnprtvwxyz0-9]{{8}}\d?d?{_END}"),
    # The lines for machines on an identity card: T220001293D<<6408125
    re.compile(r"[a-z0-9<]{5,44}<<[a-z0-9<]{5,44}"),
]
# Groups of digits say little: only the check digit tells such a number from amounts and years.
_CHECKED: list[tuple[re.Pattern[str], Callable[[str], bool]]] = [
    (re.compile(rf"(?<!\d){_digits(11)}(?!\d)"), idnr.is_valid),
    (re.compile(rf"{_START}[a-z]{_GAP}{_digits(9)}(?!\d)"), is_health_number),
    (re.compile(rf"(?<!\d){_digits(8)}{_GAP}[a-z]{_GAP}{_digits(3)}(?!\d)"), is_pension_number),
]

# Words after which a number belongs to a person or a case. Folded: without umlauts, ß is s.
_OWNED = (
    r"akten|gesch(?:ae?)fts|kassen|buchungs|antrags|bescheid|fall|vorgangs|hilfe|kunden|klienten|mitglieds|fo(?:e)?rder(?:ungs)?|wohngeld"
    r"|bafo(?:e)?g|kindergeld|elterngeld|unterhaltsvorschus+|bg|sgb|bedarfsgemeinschafts|versicherungs|versicherten|versichungs"
    r"|sozialversicherungs|sozialvers\.?|rentenversicherungs|renten|krankenversicherungs|krankenversicherten|krankenkassen|kranken"
    r"|kranken ?kasse[nm]?|gesundheitskarten|karten|steuer|steuerident\w*|ident\w*|id|ausweis|personalausweis|perso|pas+|reisepas+"
    r"|aufenthaltstitel\w*|azr|auslander|auslaender|konto|beitrags|vertrags|referenz|personal|matrikel|za(?:e)?hler|rechnungs"
    r"|sv|rv|kv|stamm|register|nutzer|benutzer|vermittlungs|betriebs|fu(?:e)?hrerschein|mandats|gla(?:e)?ubiger"
)
_NUMBER_WORD = r"(?:nummer|numer|nummber|nr|no|zeichen|id|kennung|code)"
_CUE = (
    rf"(?:\b(?:{_OWNED})[ -]?{_NUMBER_WORD}"
    r"|\b(?:aktenzeichen|az|a\.z|gz|gesch\.? ?z|gesch(?:ae?)ftszeichen|kassenzeichen|kdnr|kd|kto|konto|vsnr|svnr|rvnr|kvnr|stnr|st\.? ?nr"
    r"|steuer-?id|idnr|id-?nr|tin|azr|zab-?nr|bg|sv-?ausweis|sozialversicherungsausweis|personalausweis|perso|reisepas+|ausweis"
    r"|versichertenkarte|pin|tan|puk|passwor[td]|kennwort|zugangscode|freischaltcode|aktivierungscode|steuernr|unser zeichen|ihr zeichen))"
)
_FILLER = r"[\s.:;=#-]{0,4}(?:(?:nr|nummer|ist|lautet|lautete|wa(?:e)?re|heis+t|war|hier|meine|mein)\b[\s.:;=#-]{0,3}){0,3}"
# A token may be broken by blanks and slashes, but must not run on into the next words: letters in it are few and digits follow.
_JOINED = r"(?:[ ]?[./-]{0,2}[ ]?(?:\d{2,}|(?:[a-z]|as|so|bg|er|fk|kg|sf|ay)(?=[ ./-]{0,2}\d))|[./-]{1,2}[a-z]{0,4}\d{1,}|(?<=[a-z])[ ./-]{0,2}\d|[./-]\d)"
_TOKEN = rf"(?:[a-z]{{1,4}}[ ./-]{{0,2}})?\d[\da-z]*(?:{_JOINED}[\da-z]*(?=[ ./-]|\W|$)){{0,8}}"
_AFTER_CUE = re.compile(rf"{_CUE}{_FILLER}(?P<it>{_TOKEN})")
_SECRET = re.compile(r"\b(?:passwor[td]|kennwort)(?: ist|:| lautet|=)\s{0,2}(?P<it>\S{4,})")
_FEWEST_AFTER_CUE = 4

_LONG_RUN = re.compile(r"[a-z]{0,6}\d{8,}[a-z0-9]*")
_MIXED = re.compile(r"(?<![a-z0-9])(?=[a-z]*\d+[a-z])(?=(?:[a-z]{0,9}\d){6})[a-z0-9]{8,40}(?![a-z0-9])")
_GROUPS = re.compile(r"(?<![\d.,])\d+(?:[ ]?[ ./_-][ ]?\d+)+(?![\d])")
_YEAR = re.compile(r"(?:19|20)\d\d")


def insured_numbers(view: View) -> list[Finding]:
    """Numbers that their form or their check digit gives away."""
    findings = []
    for pattern, is_valid in _CHECKED:
        for match in pattern.finditer(view.plain):
            if is_valid(re.sub(r"[^a-z0-9]", "", match[0])):
                findings.append(Finding(Kind.NUMBER, *match.span()))
    for pattern in _FORMS:
        findings += found(Kind.NUMBER, pattern, view.plain)
    return findings


def cued_numbers(view: View) -> list[Finding]:
    """Numbers after a word that says whose they are: Aktenzeichen, Kundennummer, Az., ..."""
    findings = [
        finding
        for finding in found(Kind.NUMBER, _AFTER_CUE, view.plain)
        if sum(character.isdigit() for character in view.plain[finding.start : finding.end]) >= _FEWEST_AFTER_CUE
    ]
    if "wort" in view.plain or "word" in view.plain:
        findings += found(Kind.NUMBER, _SECRET, view.plain)
    return findings


def long_numbers(view: View) -> list[Finding]:
    """The last net: long runs of digits, and groups of digits that are neither years nor amounts."""
    findings = found(Kind.NUMBER, _LONG_RUN, view.plain) + found(Kind.NUMBER, _MIXED, view.plain)
    for match in _GROUPS.finditer(view.plain):
        groups = re.findall(r"\d+", match[0])
        total = sum(map(len, groups))
        if all(_YEAR.fullmatch(group) for group in groups):
            continue
        if total >= 9 or (total == 8 and "/" in match[0] and min(map(len, groups)) >= 3):
            findings.append(Finding(Kind.NUMBER, *match.span()))
    return findings
