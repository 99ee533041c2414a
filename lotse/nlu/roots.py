"""One form for all forms of a word: the stem, and for pronouns, articles and common verbs a table.

The stemmer takes endings off. It cannot see that "hast", "hat" and "haben" are one word.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Callable

import Stemmer

from lotse.nlu.normaliser import with_umlauts

# As the normaliser spells them. "du" and the polite "Sie" ask the same.
_FORMS = {
    "du": "sie dir dich ihnen euch ihr",
    "dein": "deine deinen deiner deinem deines ihre ihren ihrer ihrem ihres",
    "ich": "mich mir",
    "sein": "bist sind ist bin seid war warst waren",
    "haben": "hast hat habe hatte hattest",
    "koennen": "kannst kann koennt koenntest koennten konnte",
    "wollen": "willst will moechte moechtest moechten",
    "duerfen": "darf darfst",
    "muessen": "muss musst",
    "sollen": "soll sollte sollst",
    "moegen": "magst mag",
    "wissen": "weisst weiss",
    "werden": "wirst wird werde wuerde wuerdest",
    "geben": "gibt gib",
    "ein": "eine einen einem einer eines",
    "der": "die das den dem des",
}
_BASE_OF = {form: base for base, forms in _FORMS.items() for form in (base, *forms.split())}


@lru_cache(maxsize=50_000)
def root(word: str) -> str:
    """The one form of a word that the normaliser spelled."""
    return _BASE_OF.get(word) or stem(word)


def stem(word: str) -> str:
    """The stem of a word. The stemmer knows umlauts only, so they are put back."""
    return _stemmer()(with_umlauts(word))


@lru_cache(maxsize=1)
def _stemmer() -> Callable[[str], str]:
    return Stemmer.Stemmer("german", maxCacheSize=0).stemWord
