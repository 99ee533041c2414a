"""The examples: each in one FAQ only, enough of them, really different, without personal data."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Iterator

from lotse.content.checks.findings import Finding, Where, excerpt, finding
from lotse.content.checks.similar import Bag, bag, frames, nearly_same
from lotse.content.loader import DIALOG, Content, Faq
from lotse.privacy.redaction import redact

FAQ_NEEDS = 30
DIALOG_NEEDS = 15
FAQ_SHOULD_HAVE = 80
FRAME_AT_MOST = 4
ALIKE_AT_MOST = 0.05
ALIKE_COUNTS_FROM = 4
# Found by what surrounds them, not by a form or a check digit: it may be something else.
GUESSED = frozenset({"[Name]", "[Adresse]", "[Link]"})


@dataclass(frozen=True)
class Example:
    """A sentence that the classifier learns, and where it stands."""

    faq: Faq
    where: Where
    text: str
    bag: Bag

    @property
    def is_question(self) -> bool:
        """Whether it is the canonical question, which may be an example as well."""
        return self.where == ("question",)


def check_examples(content: Content) -> Iterator[Finding]:
    """All checks of examples."""
    by_faq = [list(_examples(faq)) for faq in content.faqs.values()]
    examples = [example for group in by_faq for example in group]
    yield from _same(examples)
    yield from _nearly_same(examples)
    for faq in content.faqs.values():
        yield from _count(faq)
        yield from _personal_data(faq)
    for group in by_faq:
        yield from _frames(group)


def _examples(faq: Faq) -> Iterator[Example]:
    if faq.topic != DIALOG:
        yield Example(faq, ("question",), faq.entry.question, bag(faq.entry.question))
    for position, text in enumerate(faq.entry.examples):
        yield Example(faq, ("examples", position), text, bag(text))


def _same(examples: list[Example]) -> Iterator[Finding]:
    first_with: dict[tuple[str, ...], Example] = {}
    for example in examples:
        first = first_with.setdefault(example.bag.words, example)
        if first is example:
            continue
        if first.faq is not example.faq:
            yield _twins("C201", example, first)
        elif not first.is_question:
            yield finding("C203", example.faq.path, example.where, example=example.text, twin=first.text)


def _twins(code: str, example: Example, first: Example) -> Finding:
    """Where one of them is a canonical question, the problem is the other one."""
    here, there = (first, example) if example.is_question and not first.is_question else (example, first)
    return finding(
        code, here.faq.path, here.where, example=excerpt(here.text), other=there.faq.intent, twin=excerpt(there.text)
    )


def _nearly_same(examples: list[Example]) -> Iterator[Finding]:
    within: dict[str, list[tuple[Example, Example]]] = defaultdict(list)
    for one, other in nearly_same([example.bag for example in examples]):
        first, second = examples[one], examples[other]
        if first.faq is not second.faq:
            yield _twins("C202", second, first)
        elif not first.is_question:
            within[first.faq.intent].append((first, second))
    for pairs in within.values():
        yield from _too_similar(pairs)


def _too_similar(pairs: list[tuple[Example, Example]]) -> Iterator[Finding]:
    first, second = pairs[0]
    count, total = len({pair[1].where for pair in pairs}), len(first.faq.entry.examples)
    if count >= max(ALIKE_COUNTS_FROM, ALIKE_AT_MOST * total):
        texts = {"first": excerpt(first.text), "second": excerpt(second.text)}
        yield Finding("C208", second.faq.path, second.where, {"count": count, "total": total, **texts})


def _count(faq: Faq) -> Iterator[Finding]:
    count = len(faq.entry.examples)
    needed = DIALOG_NEEDS if faq.topic == DIALOG else FAQ_NEEDS
    if count < needed:
        yield finding("C204", faq.path, ("examples",), count=count, needed=needed)
    elif faq.topic != DIALOG and count < FAQ_SHOULD_HAVE:
        yield finding("C205", faq.path, ("examples",), count=count, needed=FAQ_SHOULD_HAVE)


def _frames(group: list[Example]) -> Iterator[Finding]:
    reported: set[int] = set()
    for frame, positions in sorted(frames([example.bag for example in group]), key=lambda item: -len(item[1])):
        if len(positions) <= FRAME_AT_MOST:
            return
        if not reported & set(positions):
            second = group[positions[1]]
            yield finding("C206", second.faq.path, second.where, count=len(positions), frame=frame)
            reported |= set(positions)


def _personal_data(faq: Faq) -> Iterator[Finding]:
    for position, text in enumerate(faq.entry.examples):
        masked, kinds = redact(text)
        placeholders = list(dict.fromkeys(str(kind.value) for kind in kinds))
        if placeholders:
            code = "C209" if GUESSED.issuperset(placeholders) else "C207"
            names = ", ".join(name.strip("[]") for name in placeholders)
            yield finding(code, faq.path, ("examples", position), kinds=names, masked=f"- {masked}")
