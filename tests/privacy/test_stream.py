"""`lotse redact`: line by line, at once, whatever the bytes."""

from __future__ import annotations

from io import BytesIO

from lotse.privacy.stream import redact_lines


class Watched(BytesIO):
    """Notes what had been written at each flush."""

    def __init__(self) -> None:
        super().__init__()
        self.flushed: list[bytes] = []

    def flush(self) -> None:
        self.flushed.append(self.getvalue())


def masked(data: bytes) -> bytes:
    target = BytesIO()
    redact_lines(BytesIO(data), target)
    return target.getvalue()


def test_masks_each_line() -> None:
    assert masked("ich heiße Lena\ntel 0152 28817386\n".encode()) == "ich heiße [Name]\ntel [Telefon]\n".encode()


def test_counts_what_it_masked() -> None:
    assert redact_lines(BytesIO(b"lena@example.org und 0152 28817386\nnichts\n"), BytesIO()) == 2


def test_keeps_line_ends_and_empty_lines_as_they_are() -> None:
    assert masked(b"a\r\n\nb\n  \nc") == b"a\r\n\nb\n  \nc"


def test_flushes_after_every_line() -> None:
    target = Watched()
    redact_lines(BytesIO(b"eins\nzwei\n"), target)
    assert target.flushed == [b"eins\n", b"eins\nzwei\n"]


def test_replaces_broken_bytes() -> None:
    assert masked(b"\xff lena@example.org \xc3\n") == "\ufffd [E-Mail] \ufffd\n".encode()


def test_takes_no_input() -> None:
    assert masked(b"") == b""


def test_uses_the_redaction_it_is_given() -> None:
    target = BytesIO()
    redact_lines(BytesIO(b"KJC 123 4567\n"), target, lambda line: (line.lower(), []))
    assert target.getvalue() == b"kjc 123 4567\n"
