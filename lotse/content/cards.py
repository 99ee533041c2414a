"""Cards and links made from the county's data: offices with their hours, online services.

An unconfirmed detail is marked as an example in the demo and left out in production.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Mapping, Optional
from urllib.parse import quote_plus

from lotse.content import hours as opening
from lotse.content.facts import EXAMPLE
from lotse.content.markup import Block
from lotse.content.schema import Address, Confirmed, Hours, Office, Service, ServiceKind

KIND_LABELS = {
    ServiceKind.FORM: "Online-Formular",
    ServiceKind.UPLOAD: "Hochladen",
    ServiceKind.APPOINTMENT: "Termin",
    ServiceKind.CANCELLATION: "Termin",
    ServiceKind.VIDEO: "Video",
    ServiceKind.CALCULATOR: "Rechner",
    ServiceKind.INFO: "Internetseite",
}


def shown(detail: Optional[Confirmed], production: bool) -> bool:
    """Whether a detail may be shown at all."""
    return detail is not None and (detail.confirmed_on is not None or not production)


def mark(detail: Confirmed) -> dict[str, str]:
    """The mark of an example value; nothing for a confirmed one."""
    return {} if detail.confirmed_on else {"mark": EXAMPLE}


def office_card(office: Office, moment: datetime, production: bool) -> Block:
    """Name, telephone, mail, address, hours of an office, as far as they may be shown."""
    card: Block = {"type": "card", "title": office.name, "about": office.about}
    card["phones"] = [
        {"label": phone.label, "number": phone.number, "href": _tel(phone.number), **mark(phone)}
        for phone in office.phones
        if shown(phone, production)
    ]
    card["emails"] = [
        {"label": mail.label, "address": mail.address, "href": f"mailto:{mail.address}", **mark(mail)}
        for mail in office.emails
        if shown(mail, production)
    ]
    card["web"] = [
        {"label": page.label, "href": page.url, **mark(page)} for page in office.web if shown(page, production)
    ]
    if office.address and shown(office.address, production):
        card["address"] = _address(office.address)
    for field, hours in (("hours", office.hours), ("phone_hours", office.phone_hours)):
        if hours and shown(hours, production):
            card[field] = _hours(hours, moment)
    return card


def _tel(number: str) -> str:
    digits = number.replace(" ", "")
    international = digits.startswith("0") and not digits.startswith("0800")
    return f"tel:+49{digits[1:]}" if international else f"tel:{digits}"


def _address(address: Address) -> dict[str, Any]:
    lines = [address.street, f"{address.postcode} {address.town}"]
    place = quote_plus(", ".join(lines))
    found: dict[str, Any] = {"lines": lines, "map": f"https://www.openstreetmap.org/search?query={place}"}
    for field in ("entrance", "accessible", "directions"):
        if getattr(address, field):
            found[field] = getattr(address, field)
    return {**found, **mark(address)}


def _hours(hours: Hours, moment: datetime) -> dict[str, Any]:
    closures = opening.coming_closures(hours, moment.date())
    return {
        "status": opening.status(hours, moment),
        "open": opening.open_until(hours, moment) is not None,
        "week": [{"day": day, "hours": text} for day, text in opening.week(hours)],
        "closures": [{"day": opening.weekday_and_day(day), "reason": reason} for day, reason in closures[:8]],
        **({"note": hours.note} if hours.note else {}),
        **mark(hours),
    }


def service_blocks(services: list[Service], offices: Mapping[str, Office], production: bool) -> list[Block]:
    """A link for each service; in production the confirmed way where the link is not confirmed."""
    blocks: list[Block] = []
    for service in services:
        if shown(service, production):
            blocks.append(_link(service))
        elif service.instead:
            text = f"{service.title}: {service.instead}"
            block = {"type": "paragraph", "spans": [{"text": text}]}
            if block not in blocks:
                blocks.append(block)
    return blocks


def _link(service: Service) -> Block:
    note: dict[str, str] = {"note": service.note} if service.note else {}
    link = {"type": "link", "kind": KIND_LABELS[service.kind], "title": service.title, "href": service.url}
    return {**link, **note, **mark(service)}
