"""Names of persons: after a word that introduces one, by first name, under a letter, or found by a language model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Callable, Iterable, Iterator, Optional

from lotse.privacy import name_cues as cues
from lotse.privacy.finding import Finding, Kind, View
from lotse.privacy.words import Words

# A language model's finder of names: from a text to spans.
NameModel = Callable[[str], Iterable[tuple[int, int]]]
Span = tuple[int, int]

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_BEFORE_FIRST_NAME = (" ", ", ", ",")
_BLANKS = (" ", "  ", ". ")
_LONGEST_NAME = 4
_TITLE_CONTEXT = 16


@dataclass(frozen=True)
class _Token:
    """A word with its place. `capital` says that it is written as a name or a noun, where that says anything."""

    plain: str
    start: int
    end: int
    capital: bool


class _Tokens:
    """The words of a message."""

    def __init__(self, view: View) -> None:
        self.view = view
        shouted = view.text.isupper()
        self.all = [
            _Token(view.plain[start:end], start, end, view.text[start].isupper() and not shouted)
            for start, end in (word.span() for word in _WORD.finditer(view.text))
        ]
        self._at = {token.start: index for index, token in enumerate(self.all)}

    def __getitem__(self, index: int) -> _Token:
        return self.all[index]

    def index_at(self, offset: int) -> Optional[int]:
        """The word that begins right at an offset."""
        return self._at.get(offset)

    def joined(self, index: int) -> bool:
        """Whether nothing but a blank stands between a word and the next."""
        return index + 1 < len(self.all) and self.between(index, index + 1) in _BLANKS

    def between(self, first: int, second: int) -> str:
        """What stands between two words."""
        return self.view.text[self.all[first].end : self.all[second].start]

    def particles(self, index: int) -> int:
        """How many small words of a name follow a word and lead on to another: 2 in "Jürgen von der Heide"."""
        count = 0
        while count < 2 and self.joined(index + count) and self.all[index + count + 1].plain in cues.PARTICLES:
            count += 1
        return count if count and self.joined(index + count) else 0


class NameFinder:
    """Finds names. With a language model its names count, too, where they are written like names."""

    def __init__(self, words: Words, model: Optional[NameModel] = None) -> None:
        self._words = words
        self._model = model

    def __call__(self, view: View) -> list[Finding]:
        """All names in the view."""
        tokens = _Tokens(view)
        spans = [
            *self._after(cues.INTRODUCTION, tokens, self._is_introduced),
            *self._after(cues.ROLE_BEFORE, tokens, self._is_unusual),
            *self._after(cues.KIN_BEFORE, tokens, self._is_relative),
            *self._after(cues.CLERK_AND_VERB, tokens, self._is_introduced),
            *self._after(cues.KIN_AND_VERB, tokens, self._is_no_quality),
            *self._after(cues.SELF, tokens, self._is_given, self._are_full_name),
            *self._after(cues.GREETING, tokens, self._is_introduced),
            *self._after_titles(tokens),
            *self._by_first_name(tokens),
            *self._pairs(tokens),
            *self._by_model(tokens),
        ]
        return [Finding(Kind.NAME, start, end) for start, end in spans]

    # Where names stand.

    def _after(
        self,
        cue: re.Pattern[str],
        tokens: _Tokens,
        accepts: Callable[[_Token], bool],
        accepts_two: Optional[Callable[[_Token, _Token], bool]] = None,
    ) -> Iterator[Span]:
        for match in cue.finditer(tokens.view.plain):
            index = tokens.index_at(match.end())
            while index is not None and tokens[index].plain in cues.SKIPPED and tokens.joined(index):
                index += 1
            if index is None or tokens[index].plain in cues.SKIPPED:
                continue
            two = accepts_two and tokens.joined(index) and accepts_two(tokens[index], tokens[index + 1])
            if two or accepts(tokens[index]) or self._is_initial(tokens, index):
                yield self._span(tokens, index, any_noun=cue in cues.CERTAIN)

    def _after_titles(self, tokens: _Tokens) -> Iterator[Span]:
        plain = tokens.view.plain
        for match in cues.TITLE.finditer(plain):
            index = tokens.index_at(match.end())
            if index is None or tokens[index].plain in cues.SKIPPED:
                continue
            no_title = cues.NO_TITLE.search(plain[max(0, match.start() - _TITLE_CONTEXT) : match.start()])
            if match[0].startswith("frau") and no_title:
                accepts = self._is_given
            elif match[0].startswith(("fam", "ehe")) and no_title:
                accepts = self._is_unusual
            else:
                accepts = self._is_titled
            if accepts(tokens[index]) or self._is_noble(tokens, index):
                # A surname ends the name, unless a first name came first: "frau zöllner telefoniert".
                yield self._span(tokens, index, capitals_only=not self._words.is_first_name(tokens[index].plain))

    def _by_first_name(self, tokens: _Tokens) -> Iterator[Span]:
        for index, token in enumerate(tokens.all):
            if not self._is_first_name(token) or (index and tokens[index - 1].plain in cues.SAINT):
                continue
            start, end = self._span(tokens, index)
            if index and self._is_surname_before(tokens, index):
                yield tokens[index - 1].start, end
            elif self._is_clear(token) or (end > token.end and self._goes_with(token, tokens[index + 1])):
                yield start, end

    def _pairs(self, tokens: _Tokens) -> Iterator[Span]:
        """Two first names, of which each could be another word: "Rosa und Max sind meine Kinder"."""
        for index in range(len(tokens.all) - 2):
            first, link, second = tokens.all[index : index + 3]
            joined = tokens.joined(index) and tokens.joined(index + 1) and link.plain in cues.LINKS
            if joined and all(one.capital and self._words.is_first_name(one.plain) for one in (first, second)):
                yield first.start, first.end
                yield second.start, second.end

    def _by_model(self, tokens: _Tokens) -> Iterator[Span]:
        if self._model is None:
            return
        for start, end in self._model(tokens.view.text):
            inside = [token for token in tokens.all if start <= token.start and token.end <= end]
            # A model takes many a noun for a name: it is believed only where nothing speaks against it.
            if inside and all(token.capital and not self._words.is_common(token.plain) for token in inside):
                yield inside[0].start, inside[-1].end

    # How far they reach.

    def _span(self, tokens: _Tokens, first: int, any_noun: bool = False, capitals_only: bool = False) -> Span:
        """From a name's first word to its last. With `any_noun` the second may be a noun: "ich heiße Lena Tasche"."""
        last = first
        while last - first + 1 < _LONGEST_NAME and tokens.joined(last):
            following = tokens[last + 1]
            if capitals_only and not following.capital and following.plain not in cues.PARTICLES:
                break
            second = last == first and self._is_second(tokens[first], following, any_noun)
            particles = tokens.particles(last)
            if second or self._continues(following):
                last += 1
            elif particles and self._is_unusual(tokens[last + particles + 1]):
                last += particles + 1
            else:
                break
        return tokens[first].start, tokens[last].end

    def _is_second(self, first: _Token, second: _Token, any_noun: bool) -> bool:
        """Whether a word that is more than a surname is one after this first word: "manuela richter"."""
        if second.plain in cues.FIELDS or second.plain in cues.FUNCTION_WORDS:
            return False
        if self._words.is_surname(second.plain) and (any_noun or self._is_clear_first_name(first)):
            return True
        return any_noun and first.capital and second.capital

    def _is_clear_first_name(self, token: _Token) -> bool:
        return self._words.is_first_name(token.plain) and self._is_clear(token)

    def _continues(self, token: _Token) -> bool:
        if token.plain in cues.FUNCTION_WORDS or token.plain in cues.PARTICLES:
            return False
        if token.capital and self._words.is_surname(token.plain):
            return True
        return not self._words.is_common(token.plain) and len(token.plain) > 2

    # What counts as one.

    def _is_introduced(self, token: _Token) -> bool:
        if token.plain in cues.FUNCTION_WORDS or len(token.plain) < 2:
            return False
        return token.capital or self._is_listed(token) or not self._words.is_common(token.plain)

    def _is_titled(self, token: _Token) -> bool:
        if token.plain in cues.NO_SURNAME:
            return False
        is_surname = self._words.is_surname(token.plain) or not self._words.is_common(token.plain)
        return token.plain not in cues.FUNCTION_WORDS and len(token.plain) > 1 and (token.capital or is_surname)

    def _is_unusual(self, token: _Token) -> bool:
        """No ordinary word: on a list, or written like a name."""
        if token.plain in cues.FUNCTION_WORDS or len(token.plain) < 2:
            return False
        if self._is_listed(token):
            return token.capital or not (self._words.is_common(token.plain) or token.plain in self._words.ambiguous)
        return token.capital and not self._words.is_common(token.plain)

    def _is_relative(self, token: _Token) -> bool:
        """A name after "mein Sohn": on the list, or an unusual word that is no trade and no people."""
        return self._is_given(token) or (self._is_unusual(token) and cues.TRADE.search(token.plain) is None)

    def _is_no_quality(self, token: _Token) -> bool:
        """A name in small letters after "mein sohn", and not "behindert" or "volljährig"."""
        ending = cues.TRADE.search(token.plain) or cues.QUALITY.search(token.plain)
        return ending is None and self._is_introduced(token)

    def _is_given(self, token: _Token) -> bool:
        """A first name on the list; one that is a word, too, only in capitals."""
        return self._words.is_first_name(token.plain) and (token.capital or self._is_clear(token))

    def _is_clear(self, token: _Token) -> bool:
        """A first name that counts without any cue."""
        ambiguous = token.plain in self._words.ambiguous or self._words.is_common(token.plain)
        return not ambiguous and len(token.plain) > 2

    def _is_first_name(self, token: _Token) -> bool:
        """A first name, or one with an s: "Lenas Bescheid"."""
        genitive = token.capital and token.plain.endswith("s") and self._words.is_first_name(token.plain[:-1])
        return self._words.is_first_name(token.plain) or (genitive and not self._words.is_common(token.plain))

    def _is_surname_before(self, tokens: _Tokens, index: int) -> bool:
        """Whether a surname stands before a first name: "Müller, Lena"."""
        surname, first_name = tokens[index - 1], tokens[index]
        both = surname.capital and first_name.capital and self._words.is_surname(surname.plain)
        return both and tokens.between(index - 1, index) in _BEFORE_FIRST_NAME

    def _is_initial(self, tokens: _Tokens, index: int) -> bool:
        """Whether a single letter and a name stand there: "A. Müller"."""
        return len(tokens[index].plain) == 1 and tokens.joined(index) and self._is_unusual(tokens[index + 1])

    def _is_noble(self, tokens: _Tokens, index: int) -> bool:
        """Whether a surname of two words stands there: "von Bülow"."""
        is_particle = tokens[index].plain in cues.PARTICLES
        return is_particle and tokens.joined(index) and self._is_unusual(tokens[index + 1])

    def _is_listed(self, token: _Token) -> bool:
        return self._words.is_first_name(token.plain) or self._words.is_surname(token.plain)

    def _goes_with(self, first: _Token, second: _Token) -> bool:
        """Whether a surname makes a first name of a word that is more than that: "Max Müller", not "will lernen"."""
        common = self._words.is_common(second.plain)
        if self._words.is_surname(second.plain):
            return second.capital or not common
        return first.capital and second.capital and not common

    def _are_full_name(self, first: _Token, second: _Token) -> bool:
        """Whether two words after "ich bin" are a name that is on no list."""
        if self._is_ordinary(first) or self._is_ordinary(second):
            return first.capital and second.capital and self._is_unusual(first) and self._is_unusual(second)
        return self._words.is_surname(second.plain) or cues.TRADE.search(first.plain) is None

    def _is_ordinary(self, token: _Token) -> bool:
        return self._words.is_common(token.plain) or token.plain in cues.FUNCTION_WORDS or len(token.plain) < 3
