"""What can go wrong on a page, with what the person reads about it."""

from __future__ import annotations


class StaffError(Exception):
    """A request that cannot be done. Subclasses say why; `detail` says what to do."""

    status = 400
    title = "Das hat nicht geklappt."

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.title)
        self.detail = detail


class NotSignedInError(StaffError):
    """There is no session, or it is over."""

    status = 401
    title = "Bitte melde dich an."


class NotAllowedError(StaffError):
    """The role does not include this."""

    status = 403
    title = "Das darf deine Rolle nicht."


class FormError(StaffError):
    """A form that was not made for this session, or comes from another page."""

    status = 403
    title = "Diese Seite war zu alt."

    def __init__(self) -> None:
        super().__init__("Es ist nichts geändert worden. Lade die Seite neu und versuch es noch einmal.")


class NotFoundError(StaffError):
    """There is nothing at this address."""

    status = 404
    title = "Das gibt es nicht."


class BusyError(StaffError):
    """Somebody else changed or is changing the same thing."""

    status = 409
    title = "Jemand war schneller."
