"""Words that introduce a name, and words that are none. All folded: without umlauts ("ue" for a typed one), ß is s."""

from __future__ import annotations

import re

from lotse.privacy.finding import either, word_set

_START = r"(?<![a-z])"
_END = r"(?![a-z])"

KIN = either("""
    sohn tochter kind toe?chter kinder bruder schwester freundin freund partnerin partner mann frau mutter
    vater mama papa oma opa baby cousine? neffe nichte onkel tante ex exmann exfrau mitbewohner(?:in)?
    verlobter? kumpel betreuer(?:in)? enkel(?:in)?
""")
CLERK = either("""
    sachbearbeiter(?:in)? sachbearbeitung sb fallmanager(?:in)? ansprechpartner(?:in)? arbeitsvermittler(?:in)?
    vermittler(?:in)? berater(?:in)?
""")
ROLE = either(f"""
    {CLERK} betreuer(?:in)? vermieter(?:in)? hausverwalter anwalt anwae?ltin arzt ae?rztin lehrer(?:in)?
    chef(?:in)? mitarbeiter(?:in)? kollege kollegin teamleiter(?:in)? leiter(?:in)? nachbar(?:in)?
""")

# What comes after these is a name, whatever it looks like.
INTRODUCTION = re.compile(
    rf"{_START}(?:(?:ich|i) heiss?e?|heiss?e? ich|hies+ ich"
    r"|(?:mein|meine|unser|sein|ihr|der|dessen|deren) (?:voller |ganzer |richtiger |neuer )?"
    r"(?:vor|nach|familien|geburts|mae?dchen|zu)?name (?:ist|lautet|wae?re?|war|is)"
    r"|(?:vor|nach|familien|geburts|mae?dchen|ruf|vor- und nach|vor und nach)?namen? ?[:=]"
    r"|my name is|my names|ich nenne mich|nennt mich|benim adim|gez\.|gezeichnet|c/o|i\. ?a\.|i\. ?v\."
    rf"|{KIN} (?:heiss?t|hies+|namens)|{ROLE} (?:heiss?t|hies+)|namens){_END}[\s:,=-]{{0,3}}"
)
# After these a word counts unless it is an ordinary one.
ROLE_BEFORE = re.compile(
    rf"{_START}(?:{ROLE}|(?:{CLERK}|zustae?ndig) (?:ist|war)|(?:vor|nach|familien|geburts)name|geborene[rn]?|geb\.)"
    rf"{_END}[\s:,]{{1,3}}"
)
KIN_BEFORE = re.compile(rf"{_START}{KIN}[\s:,]{{1,2}}")
# A verb after an unknown word tells that the word is a name: "meine sachbearbeiterin heser antwortet nicht".
_VERB = either("""
    ist hat war wird antwortet sagt sagte meint meinte meldet geht ruft reagiert schreibt fordert verlangt
    lehnt macht gibt wohnt vom beim im aus
""")
_VERB_FOLLOWS = rf"(?=[a-z'-]{{3,24}} {_VERB}{_END})"
CLERK_AND_VERB = re.compile(rf"{_START}{CLERK} {_VERB_FOLLOWS}")
KIN_AND_VERB = re.compile(rf"{_START}{KIN} {_VERB_FOLLOWS}")
# A day of the week is short for "fr", too: it needs its dot.
TITLE = re.compile(
    rf"{_START}(?:(?:frau|fraeulein|herrn?|familie|eheleute)\s{{1,2}}|(?:hr|fam|mrs?|dr|prof)\s"
    r"|(?:hr|fr|fam|mrs?|dr|prof)\.\s{0,2})"
)
# "Frau" and "Familie" after these are no title: "meine Frau arbeitet", "in einer Familie".
NO_TITLE = re.compile(
    either("""
        mein dein sein ihr unser euer eur ein kein jed dies jung alt schwanger alleinstehend verheiratet ander ne
        als zur pro
    """)
    + r"(?:e|er|en|em|es|r)?\s$"
)
# After these a first name on the list counts, or two words that are no ordinary ones.
SELF = re.compile(
    rf"{_START}(?:ich bin(?:'?s| es)?|bin|hier (?:ist|schreibt|spricht|nochmal|wieder)|hier|i am|i'm|es schreibt)"
    rf"{_END}[\s,:]{{1,2}}"
)
_REGARDS = r"(?:gruss?|grue?ss?e|grue?ss?en)"
GREETING = re.compile(
    rf"{_START}(?:mfg|lg|vg|(?:mit )?(?:freundliche|viele|liebe|beste|schoe?ne|herzliche)[mnr]? (?:liebe )?{_REGARDS}"
    rf"|{_REGARDS}|hochachtungsvoll|(?:best |kind )?regards|cheers){_END}[\s,.!:;-]{{1,4}}"
)
CERTAIN = (INTRODUCTION, SELF, GREETING)

# Between a cue and the name.
SKIPPED = word_set("""
    der die das den dem frau herr herrn dr med prof fr hr ist heisst heist war auch uebrigens ubrigens also nun
    jetzt ihr ihre euer eure dein deine vorname nachname name familienname und es
""")
# Between two first names.
LINKS = word_set("und u mit")
PARTICLES = word_set("von van de del della di da dos el al ben bin abu ibn zu zur der den la le st o mc ter ten")
FUNCTION_WORDS = word_set("""
    und oder ist sind war hat habe haben bin nicht kein keine so wie was wer wo wann warum ich du er sie es wir
    ihr mich mir uns im in am an auf aus bei beim mit von vom zu zum zur nach vor seit fuer fur um bis durch
    ohne gegen ueber uber unter noch schon nur auch aber denn doch mal da dann hier jetzt heute gerade grad
    sehr ja nein danke bitte hallo hi hey kann kannst koennen konnen will wollte muss darf soll moechte mochte
    brauche braucht brauchen bekomme bekommt kriege kriegt wird werde wurde meine mein meinen unsere wohne
    wohnt arbeitet arbeite lebe lebt suche sucht frage fragen antrag jobcenter wohngeld buergergeld burgergeld
    kindergeld hilfe anders egal falsch richtig geaendert geandert unbekannt
""")
# Nouns that follow "Frau" and "Herr" and are no name.
NO_SURNAME = word_set("""
    gott kind kinder mann tochter sohn baby arbeit minijob vollzeit teilzeit rente elternzeit roboter bot
    chatbot doktor im am nachbarin chefin schwanger arbeitslos selbstaendig selbststandig
""")
# The next field of a form, in a row such as "Name: Lena Adresse: ...".
FIELDS = word_set("""
    adresse anschrift strasse strase geburtsdatum geburtstag geboren geb alter telefon tel handy mobil mail
    email iban konto kontonummer wohnort ort plz kundennummer nummer nr aktenzeichen vorname nachname name kind
    frau herr
""")
SAINT = word_set("st sankt san heiliger")
# Endings of trades, peoples and qualities: "mein Sohn Autist", "meine tochter volljährig ist".
TRADE = re.compile(
    either("er in ist ant ent mann frau ling loge eur or ung heit keit schaft schule geld amt kind jahrig") + "$"
)
QUALITY = re.compile(either("t en end lich ig isch los bar voll sam haft") + "$")
