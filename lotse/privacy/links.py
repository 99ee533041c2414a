"""Links that lead to a person or carry a key: a token, a session, a shared file, a profile. Public pages stay."""

from __future__ import annotations

import re

from lotse.privacy.finding import Finding, Kind, View

_REST = r"[^\s<>\"\ue000-\ue0ff]"
_LINK = re.compile(
    rf"(?:https?:/{{1,2}}|www\.){_REST}+"
    rf"|(?<![\w@.-])\w[\w-]*(?:\.[\w-]+){{0,4}}\.(?:de|com|org|net|me|eu|info|io|app|gg|us|link)/{_REST}+"
)
_TRAILING = ".,;:!?)]}'"
# A value in the address, a login, a long number, or a path piece that no person would choose.
_PRIVATE = re.compile(
    r"[?#&;][^?#&=\s]+=\S"
    r"|//[^/\s]*@"
    r"|\d{6,}"
    r"|/(?=[^/\s]*\d)(?=[^/\s]*[a-z])[\w~-]{16,}"
    r"|/[\w~-]{32,}"
    r"|token|session|invite|magic|passwor|zugang/|freigabe"
)
# Hosts whose pages belong to one person or to whoever has the link.
_PERSONAL_HOST = re.compile(
    r"(?:^|[/.])(?:wa\.me|t\.me|chat\.whatsapp\.com|instagram\.com|facebook\.com|fb\.me|tiktok\.com|snapchat\.com|x\.com|twitter\.com"
    r"|linkedin\.com/in|xing\.com/profile|discord\.gg|zoom\.us|teams\.microsoft\.com|meet\.google\.com|drive\.google\.com"
    r"|docs\.google\.com|photos\.app\.goo\.gl|dropbox\.com|wetransfer\.com|we\.tl|onedrive\.live\.com|1drv\.ms|icloud\.com)/\S"
)


def links(view: View) -> list[Finding]:
    """Links that identify somebody or open something."""
    if "/" not in view.plain and "www." not in view.plain:
        return []
    findings = []
    for match in _LINK.finditer(view.plain):
        link = match[0].rstrip(_TRAILING)
        if _PRIVATE.search(link) or _PERSONAL_HOST.search(link):
            findings.append(Finding(Kind.LINK, match.start(), match.start() + len(link)))
    return findings
