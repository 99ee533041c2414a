"""Every message of the checks: its code, how serious it is, what is wrong, how to put it right.

A code never changes its meaning, so that it can be searched for. C1 names, C2 examples, C3 texts, C4 facts and dates,
C5 links, C6 plain language, C7 opening hours. The messages about the form of a file (I0) are in `content.problems`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping, Optional

from lotse.content.problems import Level, Problem

_E, _W, _H = Level.ERROR, Level.WARNING, Level.HINT


@dataclass(frozen=True)
class Check:
    """One kind of problem. `what`, `remedy` and `example` are filled with the values of a finding."""

    code: str
    level: Level
    title: str
    what: str
    remedy: str
    example: str = ""

    def problem(self, file: str, line: Optional[int], values: Mapping[str, Any]) -> Problem:
        """The message for one finding."""
        parts = (part.format(**values) for part in (self.what, self.remedy, self.example))
        return Problem(self.code, self.level, file, line, *parts)


_CHECKS = (
    # C1: names of other things
    Check(
        "C101",
        _E,
        "Antwort fehlt",
        "Die Frage «{intent}» aus dem festen Katalog hat keine Datei.",
        "Leg die Datei an, am besten als Kopie einer Antwort aus demselben Thema.",
    ),
    Check(
        "C102",
        _E,
        "Frage unbekannt",
        "Die Frage «{intent}» steht nicht im festen Katalog.",
        "{near} Benenn die Datei um oder lösch sie.",
    ),
    Check(
        "C103",
        _E,
        "Falscher Ordner",
        "Die Frage «{intent}» gehört zum Thema «{topic}».",
        "Verschieb die Datei in den Ordner {folder}.",
    ),
    Check(
        "C104",
        _E,
        "Thema unbekannt",
        "Das Thema «{topic}» steht nicht in faq/topics.yml.",
        "{near} Trag das Thema dort ein oder benenn den Ordner um.",
        "- {{id: {topic}, title: Überschrift, label: Knopf}}",
    ),
    Check("C105", _E, "Dienst unbekannt", "Den Dienst «{name}» gibt es nicht in county/services.yml.", "{near}"),
    Check("C106", _E, "Stelle unbekannt", "Die Stelle «{name}» gibt es nicht in county/offices.yml.", "{near}"),
    Check("C107", _E, "Folgefrage unbekannt", "Die Folgefrage «{name}» gibt es nicht.", "{near}"),
    Check(
        "C108",
        _E,
        "Folgefrage auf sich selbst",
        "Die Antwort schlägt sich selbst als Folgefrage vor.",
        "Nimm «{name}» aus follow_ups heraus.",
    ),
    Check("C109", _W, "Doppelt genannt", "«{name}» steht in {field} zweimal.", "Lass nur eines davon stehen."),
    Check(
        "C110",
        _E,
        "Fakt unbekannt",
        "Den Fakt «{name}» gibt es nicht in county/facts.yml.",
        "{near} Sonst leg ihn dort an.",
    ),
    Check("C111", _E, "Situation unbekannt", "Die Situation «{name}» gibt es nicht in faq/situations.yml.", "{near}"),
    Check(
        "C112",
        _E,
        "Situation doppelt",
        "Für die Situation «{name}» gibt es zwei Antworten; die zweite sieht niemand.",
        "Mach aus beiden eine.",
    ),
    Check(
        "C113",
        _E,
        "Frage im Glossar unbekannt",
        "Das Wort «{word}» führt zur Frage «{name}», die es nicht gibt.",
        "{near}",
    ),
    Check("C114", _E, "Leistung unbekannt", "Die Leistung «{name}» gibt es nicht in county/benefits.yml.", "{near}"),
    Check(
        "C115",
        _E,
        "Pflichtangabe fehlt",
        "Jede Antwort braucht «{name}»: {why}.",
        "Schreib eine Zeile, die mit «{name}:» beginnt.",
        "{sample}",
    ),
    Check("C116", _E, "Aktion unbekannt", "Die Aktion «{name}» steht nicht in domain.yml.", "{near}"),
    Check(
        "C117",
        _W,
        "Stelle und Leistung passen nicht",
        "Über «{benefit}» entscheidet laut benefits.yml «{office}». {detail}",
        "Ändere eines von beiden, damit der Chatbot immer dieselbe Stelle nennt.",
    ),
    Check(
        "C118",
        _E,
        "Platzhalter bleibt stehen",
        "Hier wird {{{name}}} nicht ersetzt: Man sähe die geschweiften Klammern.",
        "Schreib den Satz ohne Betrag.",
    ),
    Check(
        "C119",
        _W,
        "Wort doppelt im Glossar",
        "«{said}» steht bei «{first}» und bei «{second}».",
        "Lass es nur dort, wo es hingehört: Der Chatbot versteht es sonst falsch.",
    ),
    Check(
        "C120",
        _E,
        "Wonach gefragt wird, ist unbekannt",
        "«{name}» steht nicht unter aspects in follow_ups.yml.",
        "{near}",
        "aspect: unterlagen",
    ),
    Check(
        "C121",
        _E,
        "Zwei Antworten auf dieselbe Rückfrage",
        "Auf «{aspect}» bei der Leistung «{benefit}» antwortet schon die Frage «{other}».",
        "Lass «aspect» nur bei der Frage stehen, die zuerst gemeint ist.",
    ),
    Check(
        "C122",
        _E,
        "Rückfrage ohne Leistung",
        "Zu «aspect: {aspect}» fehlt die Leistung. So findet der Chatbot die Antwort auf eine Rückfrage nicht.",
        "Schreib eine Zeile «benefit:» dazu oder lass «aspect» weg.",
        "benefit: wohngeld",
    ),
    # C2: examples
    Check(
        "C201",
        _E,
        "Beispiel in zwei Fragen",
        "«{example}» ist auch ein Beispiel von «{other}», dort: «{twin}».",
        "Lass es nur bei der Frage, zu der es gehört.",
    ),
    Check(
        "C202",
        _W,
        "Fast gleiches Beispiel in zwei Fragen",
        "«{example}» ist fast gleich bei «{other}», dort: «{twin}».",
        "Formulier eines anders oder lass nur das richtige stehen.",
    ),
    Check(
        "C203",
        _W,
        "Beispiel doppelt",
        "«{example}» steht schon in dieser Datei: «{twin}».",
        "Lass nur eines davon stehen.",
    ),
    Check(
        "C204",
        _E,
        "Zu wenige Beispiele",
        "Es sind nur {count} Beispiele, nötig sind {needed}.",
        "Schreib auf, wie verschiedene Menschen danach fragen: kurz, lang, mit Tippfehlern, umgangssprachlich.",
    ),
    Check(
        "C205",
        _W,
        "Wenige Beispiele",
        "Es sind {count} Beispiele. Ab {needed} versteht der Chatbot die Frage gut.",
        "Ergänze Beispiele, die sich wirklich unterscheiden.",
    ),
    Check(
        "C206",
        _W,
        "Beispiele nach Schablone",
        "{count} Beispiele haben dieselbe Form: «{frame}».",
        "Ersetz die meisten durch ganz andere Sätze: Gleiche Sätze bringen dem Chatbot nichts bei.",
    ),
    Check(
        "C207",
        _E,
        "Persönliche Daten im Beispiel",
        "Im Beispiel stehen persönliche Daten: {kinds}.",
        "Ersetz sie durch das Wort in Klammern.",
        "{masked}",
    ),
    Check(
        "C208",
        _W,
        "Beispiele zu ähnlich",
        "{count} von {total} Beispielen sind fast gleich wie ein anderes, etwa «{first}» und «{second}».",
        "Ersetz sie durch Sätze, die sich wirklich unterscheiden.",
    ),
    Check(
        "C209",
        _W,
        "Vielleicht persönliche Daten",
        "Im Beispiel könnten persönliche Daten stehen: {kinds}.",
        "Ist das echt, ersetz es durch das Wort in Klammern. Sonst lass es stehen.",
        "{masked}",
    ),
    # C3: texts
    Check(
        "C301",
        _E,
        "Betrag im Text",
        "Im Text steht ein Betrag: «{found}». Er veraltet, ohne dass es jemand merkt.",
        "Leg ihn in county/facts.yml an und nenn hier nur seinen Namen in geschweiften Klammern.",
        "Alleinstehende bekommen {{regelbedarf_1}} im Monat.",
    ),
    Check(
        "C302",
        _E,
        "Datum im Text",
        "Im Text steht ein Datum oder eine Jahreszahl: «{found}».",
        "Leg es in county/facts.yml an (unit: Datum) und nenn hier nur seinen Namen.",
        "Seit dem {{reform_tag}} gilt das.",
    ),
    Check(
        "C303",
        _E,
        "Anrede Sie",
        "Hier wird jemand mit «{found}» angesprochen: «{sentence}»",
        "Schreib du, dir, dein.",
        "Bring deinen Ausweis mit.",
    ),
    Check(
        "C304",
        _W,
        "Vielleicht Anrede Sie",
        "Ist das die Anrede Sie? «{sentence}»",
        "Schreib du. Geht es um andere Menschen, nenn sie: die Eltern, das Amt.",
    ),
    Check(
        "C305",
        _E,
        "Versprechen",
        "Das verspricht oder beurteilt einen Anspruch: «{sentence}»",
        "Sag allgemein, wer die Leistung bekommt, und wer das prüft.",
        "Ob das bei dir so ist, prüft das Jobcenter.",
    ),
    Check(
        "C306",
        _W,
        "Klingt wie ein Versprechen",
        "Das kann wie ein Versprechen klingen: «{sentence}»",
        "Sag, unter welcher Bedingung, oder schreib allgemein.",
        "Wohngeld bekommt, wer wenig verdient und Miete zahlt.",
    ),
    Check(
        "C307",
        _E,
        "Satz viel zu lang",
        "Der Satz hat {count} Wörter, höchstens {limit} gehen: «{sentence}»",
        "Mach zwei Sätze daraus, ein Gedanke in jedem.",
    ),
    Check(
        "C308",
        _W,
        "Satz lang",
        "Der Satz hat {count} Wörter, gut sind bis {limit}: «{sentence}»",
        "Mach zwei Sätze daraus, ein Gedanke in jedem.",
    ),
    Check(
        "C309",
        _E,
        "Antwort viel zu lang",
        "Die Antwort hat {count} Zeichen, höchstens {limit} gehen.",
        "Kürz sie: erst die kurze Antwort, dann nur das Wichtigste. Anderes wird eine eigene Frage.",
    ),
    Check(
        "C310",
        _W,
        "Antwort lang",
        "Die Antwort hat {count} Zeichen, gut sind bis {limit}.",
        "Kürz sie: Die meisten lesen am Handy.",
    ),
    Check("C311", _E, "Auszeichnung unbekannt", "{what}: «{found}»", "{remedy}", "{sample}"),
    Check(
        "C312",
        _E,
        "Genderzeichen",
        "«{found}» lesen Vorleseprogramme falsch vor, und viele verstehen es schlecht.",
        "Nenn beide Formen oder schreib ein neutrales Wort.",
        "Schülerinnen und Schüler, Person, Team",
    ),
    Check(
        "C313",
        _E,
        "Betrag, wo er nicht ersetzt wird",
        "Hier steht ein Betrag oder Datum: «{found}». Das bleibt stehen, auch wenn es veraltet.",
        "Schreib den Satz ohne; Beträge und Daten gehören als Fakt in die Antwort.",
    ),
    # C4: facts and dates
    Check(
        "C401",
        _E,
        "Fakt abgelaufen",
        "«{title}» galt bis {until}. Statt des Betrags erscheint jetzt «{neutral}» in: {faqs}.",
        "Trag unter values den neuen Wert mit valid_from ein.",
        "- {{value: 563, valid_from: 2027-01-01, valid_until: 2027-12-31}}",
    ),
    Check(
        "C403",
        _W,
        "Fakt gilt noch nicht",
        "«{title}» gilt erst ab {start}. Bis dahin erscheint «{neutral}» in: {faqs}.",
        "Trag auch den Wert ein, der vorher gilt, oder warte ab.",
    ),
    Check(
        "C404",
        _W,
        "Fakt läuft bald ab",
        "«{title}» gilt nur noch bis {until}, und es gibt keinen Wert für danach. Er steht in: {faqs}.",
        "Trag den neuen Wert mit valid_from ein, sobald er feststeht. Er gilt dann von selbst ab diesem Tag.",
    ),
    Check(
        "C405",
        _W,
        "Angabe nicht bestätigt",
        "{what} ist eine Beispielangabe: Im Betrieb erscheint sie nicht.",
        "Lass sie vom Kreis bestätigen und trag den Tag bei confirmed_on ein.",
        "confirmed_on: {on}",
    ),
    Check("C406", _H, "Fakt ungenutzt", "Keine Antwort nennt {{{name}}}.", "Nenn ihn in einer Antwort oder lösch ihn."),
    Check(
        "C407",
        _E,
        "Text für danach fehlt",
        "«{neutral}» kann nicht an der Stelle von {{{name}}} stehen, wenn kein Wert mehr gilt.",
        "Schreib bei neutral Worte, mit denen der Satz weiter stimmt.",
        "neutral: den aktuellen Betrag (er ändert sich gerade)",
    ),
    Check(
        "C408",
        _W,
        "Prüfung überfällig",
        "Die Antwort sollte bis {day} geprüft werden.",
        "Vergleich sie mit den Quellen. Setz dann checked_on auf heute und review_by auf den nächsten Termin.",
    ),
    Check("C409", _H, "Prüfung steht an", "Die Antwort soll bis {day} geprüft werden.", "Plan die Prüfung ein."),
    Check("C410", _E, "Tage passen nicht", "{what}", "Berichtige das Datum.", "checked_on: {on}"),
    # C5: links
    Check("C501", _E, "Toter Link", "Der Link {url} führt zu keiner Frage, die man lesen kann.", "{near}"),
    Check(
        "C502",
        _E,
        "Fremde Internetseite",
        "Die Seite {host} steht nicht auf der Liste der erlaubten Seiten.",
        "Nimm eine amtliche Seite. Ist diese hier gut, trag sie in links.yml bei hosts ein.",
    ),
    Check(
        "C503",
        _E,
        "Link ohne Verschlüsselung",
        "Der Link {url} beginnt mit http:.",
        "Schreib https: am Anfang.",
        "{secure}",
    ),
    Check(
        "C504",
        _E,
        "Link führt nirgendwohin",
        "Der Link {url} ist keine Adresse und keine Seite des Chatbots.",
        "Schreib die ganze Adresse mit https:// oder einen Link wie /fragen/kaution.",
    ),
    Check("C505", _E, "Link passt hier nicht", "Der Link {url} führt in die Irre: {why}", "Nimm den Link heraus."),
    Check(
        "C506",
        _W,
        "Quelle nicht amtlich",
        "Die Quelle dieser nicht bestätigten Angabe steht auf {host}, nicht auf einer amtlichen Seite.",
        "Such die amtliche Quelle, bevor du die Angabe bestätigst.",
    ),
    Check(
        "C510",
        _H,
        "Kein Internet",
        "Kein Link wurde ausprobiert: Es gibt gerade keine Verbindung ins Internet.",
        "Ruf «lotse check --links» noch einmal auf einem Rechner mit Internet auf.",
    ),
    Check(
        "C511",
        _E,
        "Seite gibt es nicht",
        "Die Seite {url} gibt es nicht mehr ({status}).",
        "Such die neue Adresse oder nimm den Link heraus.",
    ),
    Check("C512", _H, "Seite umgezogen", "Die Seite {url} leitet weiter.", "Trag die neue Adresse ein.", "{target}"),
    Check(
        "C513",
        _W,
        "Seite nicht erreichbar",
        "Die Seite {url} antwortet nicht: {why}.",
        "Probier sie im Browser. Geht sie dort auch nicht, nimm den Link heraus.",
    ),
    Check(
        "C514",
        _H,
        "Seite lässt sich nicht prüfen",
        "Die Seite {url} lässt keine Prüfung zu ({status}).",
        "Probier sie im Browser.",
    ),
    # C6: plain language
    Check(
        "C601",
        _H,
        "Schwer zu lesen",
        "Lesbarkeit: Amstad {amstad} (gut ab {amstad_limit}), Wiener Sachtextformel {wiener} (gut bis "
        "{wiener_limit}), LIX {lix} (gut bis {lix_limit}). Schwerster Satz: «{sentence}»",
        "Kürz den Satz und such kürzere Wörter für: {words}.",
    ),
    # C7: opening hours
    Check(
        "C701",
        _E,
        "Zeiten überschneiden sich",
        "{day}: {first} und {second} überschneiden sich.",
        "Mach eine Zeit daraus oder berichtige sie.",
        '[{{opens: "08:00", closes: "12:00"}}, {{opens: "14:00", closes: "18:00"}}]',
    ),
    Check(
        "C702",
        _E,
        "Schließung endet vor dem Anfang",
        "Die Schließung «{reason}» endet am {last}, aber beginnt erst am {first}.",
        "Berichtige first oder last.",
    ),
    Check(
        "C703",
        _E,
        "Tag doppelt",
        "Für den {day} gibt es zwei Sonderzeiten; die zweite gilt nie.",
        "Lass nur eine stehen.",
    ),
    Check("C704", _H, "Vorbei", "{what} ist vorbei.", "Lösch den Eintrag."),
    Check(
        "C705",
        _W,
        "Keine Öffnungszeit",
        "An keinem Tag der Woche ist geöffnet.",
        "Trag die Zeiten ein oder lösch das Feld {field}.",
        '{field}: {{weekly: {{mo: [{{opens: "08:00", closes: "12:00"}}]}}}}',
    ),
    Check(
        "C706",
        _H,
        "Zeiten fehlen",
        "Zu «{office}» gibt es eine Adresse, aber keine Öffnungszeiten.",
        "Trag sie bei hours ein, wenn man dort hingehen kann.",
    ),
    Check("C707", _W, "Ungewöhnliche Zeit", "{day}: {span} ist ungewöhnlich.", "Sieh nach, ob die Uhrzeit stimmt."),
)

CATALOGUE: Mapping[str, Check] = {check.code: check for check in _CHECKS}
