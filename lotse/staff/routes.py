"""Every address of the app, with the permission that it needs. Nothing is served that does not stand here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

from sanic.response import HTTPResponse

from lotse.staff.pages import (
    admin,
    deciding,
    digest,
    drafts,
    exports,
    figures,
    files,
    questions,
    signing_in,
    takeover,
    today,
)
from lotse.staff.permissions import Permission

Page = Callable[..., HTTPResponse]
PUBLIC, SEE, DECIDE, EXPORT, TRY, RELEASE, ADMIN = Permission


@dataclass(frozen=True)
class Route:
    """An address, what it needs, and the page that answers."""

    method: str
    path: str
    needs: Permission
    page: Page

    @property
    def name(self) -> str:
        """A name for Sanic."""
        return f"{self.page.__module__.rsplit('.', 1)[-1]}_{self.page.__name__}"


ROUTES = (
    Route("GET", "/health", PUBLIC, files.health),
    Route("GET", "/staff.css", PUBLIC, files.styles),
    Route("GET", "/staff.js", PUBLIC, files.script),
    Route("GET", "/staff.svg", PUBLIC, files.icon),
    Route("GET", "/anmelden", PUBLIC, signing_in.form),
    Route("POST", "/anmelden", PUBLIC, signing_in.sign_in),
    Route("POST", "/abmelden", SEE, signing_in.sign_out),
    Route("GET", "/konto", SEE, signing_in.own_account),
    Route("POST", "/konto", SEE, signing_in.change_password),
    Route("GET", "/", SEE, today.today),
    Route("GET", "/fragen", SEE, questions.listing),
    Route("GET", "/fragen/<question>", SEE, questions.one),
    Route("GET", "/antworten", SEE, questions.answers),
    Route("GET", "/antworten/<intent>", SEE, questions.answer),
    Route("POST", "/fragen/entscheiden", DECIDE, deciding.decide),
    Route("POST", "/fragen/trennen", DECIDE, deciding.split),
    Route("POST", "/fragen/notiz", DECIDE, deciding.annotate),
    Route("POST", "/fragen/rueckgaengig", DECIDE, deciding.undo),
    Route("GET", "/entwuerfe", SEE, drafts.listing),
    Route("POST", "/entwuerfe/neu", DECIDE, drafts.new),
    Route("POST", "/entwuerfe", DECIDE, drafts.create),
    Route("GET", "/entwuerfe/<intent>", SEE, drafts.one),
    Route("POST", "/entwuerfe/<intent>", DECIDE, drafts.save),
    Route("POST", "/entwuerfe/<intent>/verwerfen", DECIDE, drafts.discard),
    Route("POST", "/entwuerfe/<intent>/veroeffentlichen", RELEASE, drafts.publish),
    Route("GET", "/uebernehmen", SEE, takeover.show),
    Route("POST", "/uebernehmen/satz", DECIDE, takeover.reword),
    Route("POST", "/uebernehmen/probe", TRY, takeover.try_out),
    Route("POST", "/uebernehmen/verwerfen", TRY, takeover.discard),
    Route("POST", "/uebernehmen/freigeben", RELEASE, takeover.release),
    Route("GET", "/zahlen", SEE, figures.show),
    Route("GET", "/woche", SEE, digest.show),
    Route("GET", "/woche.txt", SEE, digest.mail_text),
    Route("GET", "/export", EXPORT, exports.show),
    Route("GET", "/export/fragen.csv", EXPORT, exports.questions_csv),
    Route("GET", "/export/fragen.xlsx", EXPORT, exports.questions_xlsx),
    Route("GET", "/export/zahlen.csv", EXPORT, exports.figures_csv),
    Route("GET", "/export/zahlen.xlsx", EXPORT, exports.figures_xlsx),
    Route("GET", "/konten", ADMIN, admin.accounts_page),
    Route("POST", "/konten", ADMIN, admin.add),
    Route("POST", "/konten/<login>", ADMIN, admin.change),
    Route("GET", "/protokoll", ADMIN, admin.log),
)
