"""What all pages share: settings, database, content, sessions, and the longer work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Optional

from sqlalchemy.engine import Engine

from lotse import clock
from lotse.content.answer import Answer, Composer
from lotse.content.loader import Content, Faq
from lotse.content.store import ContentStore
from lotse.questions import accounts
from lotse.settings import Settings
from lotse.staff.groups import Groups
from lotse.staff.proposing import Proposer
from lotse.staff.sessions import Sessions
from lotse.staff.takeover.run import Takeover
from lotse.staff.throttling import LoginThrottle


@dataclass
class Desk:
    """Everything that a page may need."""

    settings: Settings
    engine: Engine
    store: ContentStore
    sessions: Sessions
    throttle: LoginThrottle
    groups: Groups
    proposer: Proposer
    takeover: Takeover

    @property
    def content(self) -> Content:
        """The content as it stands on disk."""
        return self.store.content

    @property
    def today(self) -> date:
        """The day in Berlin."""
        return clock.today()

    @cached_property
    def production(self) -> bool:
        """Whether example values are hidden."""
        return self.settings.production

    def title(self, intent: Optional[str]) -> str:
        """What an answer is called: its canonical question."""
        faq = self.content.faqs.get(intent or "")
        return faq.entry.question if faq else (intent or "–")

    def answer(self, faq: Faq) -> Answer:
        """The answer as applicants read it today."""
        return Composer(self.content, production=self.production).faq(faq)

    def person(self, login: Optional[str]) -> str:
        """The name of a colleague."""
        account = accounts.find(self.engine, login) if login else None
        return account.name if account else (login or "jemand")


def make_desk(settings: Settings, store: ContentStore, engine: Engine) -> Desk:
    """The desk of one app."""
    return Desk(
        settings=settings,
        engine=engine,
        store=store,
        sessions=Sessions(settings.staff_idle_minutes, settings.staff_session_hours),
        throttle=LoginThrottle(),
        groups=Groups(engine),
        proposer=Proposer(settings),
        takeover=Takeover(settings, engine, store),
    )
