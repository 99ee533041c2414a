"""`lotse check --links`: tries the web links when there is a network. Without one it says so, and nothing else."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Callable, Iterator, Optional, Sequence, Union
from urllib.parse import urlsplit

from lotse.content.checks.findings import Finding, finding
from lotse.content.checks.links import FILE, Link, all_links
from lotse.content.checks.messages import problems_of
from lotse.content.loader import Content
from lotse.content.problems import Problem

TIMEOUT_SECONDS = 10
TRIES = 2
HOSTS_AT_ONCE = 8
PROBES = 3
_AGENT = "Soziallotse-Linkpruefung/1.0"
_GONE = frozenset((404, 410))
_REFUSES = frozenset((401, 403, 405, 406, 429, 451))


@dataclass(frozen=True)
class Reply:
    """What a page answered: the status, and the address in the end."""

    status: int
    url: str


Opener = Callable[[str, str], Reply]
Result = Union[Reply, OSError]


def web_opener(method: str, url: str) -> Reply:
    """Asks the web. Raises OSError when nothing answers."""
    request = urllib.request.Request(url, method=method, headers={"User-Agent": _AGENT})  # noqa: S310 - https only
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response:  # noqa: S310 - https only
            return Reply(response.status, response.url)
    except urllib.error.HTTPError as error:
        return Reply(error.code, error.url or url)


def check_links(content: Content, opener: Opener = web_opener) -> list[Problem]:
    """The problems of all web links, each address asked once."""
    first: dict[str, Link] = {}
    for link in all_links(content):
        if link.url.startswith("https://"):
            first.setdefault(link.url.partition("#")[0], link)
    results = _results(list(first), opener)
    if results is None:
        return problems_of([finding("C510", content.root / FILE)], content.root)
    found = (finding for url, result in results.items() for finding in _judged(first[url], result))
    return problems_of(found, content.root)


def _results(urls: Sequence[str], opener: Opener) -> Optional[dict[str, Result]]:
    """Each address with what it answered; None without a network: when none of the first hosts answers at all."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_host[urlsplit(url).netloc].append(url)
    probes = {group[0]: _asked(group[0], opener) for group in list(by_host.values())[:PROBES]}
    if probes and all(isinstance(result, OSError) for result in probes.values()):
        return None

    def ask_host(group: list[str]) -> dict[str, Result]:
        return {url: probes[url] if url in probes else _asked(url, opener) for url in group}

    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        return {url: result for answers in pool.map(ask_host, by_host.values()) for url, result in answers.items()}


def _asked(url: str, opener: Opener) -> Result:
    """HEAD first; GET where the page does not like it. Two tries when nothing answers."""
    result: Result = OSError("keine Antwort")
    for _ in range(TRIES):
        for method in ("HEAD", "GET"):
            try:
                result = opener(method, url)
            except OSError as error:
                result = error
                break
            if result.status < 400:
                return result
        if isinstance(result, Reply) and result.status < 500:
            return result
    return result


def _judged(link: Link, result: Result) -> Iterator[Finding]:
    if isinstance(result, OSError):
        yield _at("C513", link, why=str(getattr(result, "reason", "")) or str(result) or type(result).__name__)
    elif result.status in _GONE:
        yield _at("C511", link, status=result.status)
    elif result.status in _REFUSES:
        yield _at("C514", link, status=result.status)
    elif result.status >= 400:
        yield _at("C513", link, why=f"Fehler {result.status}")
    elif _moved(link.url, result.url):
        yield _at("C512", link, target=result.url)


def _moved(url: str, target: str) -> bool:
    return url.partition("#")[0].rstrip("/") != target.partition("#")[0].rstrip("/")


def _at(code: str, link: Link, **values: object) -> Finding:
    return finding(code, link.file, link.where, link.offset, url=link.url, **values)
