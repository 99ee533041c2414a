"""Words of streets, and words that only look like one. All folded: without umlauts ("ae" for a typed one), ß is s."""

from __future__ import annotations

import re

from lotse.privacy.finding import either, word_set

# A number with one of these after it counts something and is no house.
UNIT = either(r"""
    € % euro eur\b cent prozent km\b kilometer qm m2 m² m\b meter min\b minute std stunde uhr h\b tage?n?\b
    woche monat jahr jae?hrig kind person leute zimmer zi\b rae?ume? raum mal\b x\b stue?ck bewerbung kilo kg\b
    plae?tze semester klasse schritt angebot abs\b absatz sgb geschwister erwachsene st\b mo\b netto brutto
    kalt warm kw\b kwh
""")
# "straße" is typed in many ways.
STREET = r"(?:strass?e|stra?sse|strasze|str\b\.?)"
# Endings that only streets have ...
CLEAR = re.compile(r"(?:strass?e|stra?sse|strasze|str|allee|gass?e|gae?sschen|chaussee|promenade)\.?$")
# ... and endings that are words of their own.
VAGUE = re.compile(
    either("""
        weg platz ring hof berg pfad garten gae?rten hain grund wall tor markt graben feld felder acker aecker
        wiesen? hang hue?gel park eck anger aue anlage blick ufer damm stieg steige? siedlung leite kamp bruch
        brue?cke mue?hle hohl hecke rain
    """)
    + "$"
)
# What stands before "weg" and "platz" in words that are no street: Kitaplatz, Heimweg.
NO_STREET = re.compile(
    either(r"""

        \w*(?:ausbildungs|studien|kita|arbeits|kindergarten|betreuungs|praktikums|schlaf|therapie|pflege|kurs|krippen|hort|spiel|sport)
        \w*(?:wohnheim|lehrstellen|loe?sungs|bildungs|rechts|dienst|zahlungs|berufs|instanzen|beschwerde|arbeitsmarkt|stellen|wohnungs)
        \w*(?:geld|park|meldungs|urlaubs|internats|gruppen|kinder|schul|eingangs) stell heim frei zelt steh
        sitz um fahrt hin rue?ck aus ab fahr post geh rad flucht super gast haupt themen such schreber strom
        ver bau un bei mittags tages wohn vor ge zu schw reit her weit mini handels welt floh wochen jahr ehe
        freund kreis
    """)
)
# Words that end the name of a street to the left.
FUNCTION_WORDS = word_set("""
    in der die das dem den des auf an am im ich wir er sie es wohne wohnt wohnen wohnhaft wohn adresse
    anschrift ist meine mein meinem meiner unsere unser und oder zu zur zum nach von vom bei aus mit fuer fur
    ab seit gemeldet lautet umgezogen ziehe ziehen jetzt neu also hier strasse strase str hausanschrift
    meldeadresse wohnadresse wohnort lebe leben einen eine ein einem einer kein keinen auch noch bin hab habe
""")
ADJECTIVES = word_set("""
    alte alter altes neue neuer obere oberer untere unterer hohe hoher lange grosse grose kleine bad sankt st
    st.
""")
PREPOSITIONS = word_set("an auf unter hinter vor")
PREFIXES = word_set("am zum zur beim")
# With these a name begins that has no ending of a street: Am Kreishaus, Im Langgewann, Alte Bleiche.
PLACES = ADJECTIVES | PREPOSITIONS | PREFIXES | word_set("im in")
ARTICLES = word_set("der die dem den des das")
# Words that stand before a number in ordinary sentences: "im Monat 3", "in der Klasse 7", "am Montag 8".
NO_PLACE = re.compile(
    either(r"""

        \w*(?:jahre?|woche|monat|tag|bescheid|antrag|grad|stufe|klasse|schule|gesetz|gruppe|semester|formular|wohnung|job|punkt|schnitt)
        mittwoch alter kapitel raum zimmer stock etage absatz artikel paragra(?:ph|f) seite anlage januar
        februar marz maerz april mai juni juli august september oktober november dezember moment schlus+ ende
        anfang sgb haushalt haus familie gemeinschaft ersten letzten nae?chsten vergangenen regel summe tabelle
        zeile spalte kita wg zone bus linie bahn gleis halle schufa kasse teilzeit vollzeit nummer hartz ue?ber
        unter noch circa etwa mindestens maximal fue?r seit plus oder sind habe haben grob fast rund erst schon
        gerade frage stelle position option variante teil band level niveau wohnungen mehrbedarf bezirk team
        sachgebiet abteilung block phase schicht runde land deutschland hessen stadt kreis
    """)
)
LIVING = either(r"wohn(?:e|en|t|haft)? anschrift \w*adresse gemeldet hausanschrift wohnort umgezogen ziehe?n? lebe")
