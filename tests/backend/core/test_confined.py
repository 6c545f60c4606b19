"""What strangers send is read in a process that ends."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from backend.contracts.pdf_texts import pdf_text
from backend.core import confined
from backend.core.confined import Overrun, run_confined
from backend.signing.gateway import NotReadable
from backend.signing.local import reading
from tests.browsers import browser, text

HEAD = b"%PDF-1.7\n"


def written(body: bytes) -> bytes:
    """A PDF whose root is ``body``."""
    start = HEAD + b"1 0 obj\n" + body + b"\nendobj\n"
    table = b"xref\n0 2\n0000000000 65535 f \n%010d 00000 n \ntrailer\n<</Size 2/Root 1 0 R>>\n"
    return start + table % len(HEAD) + b"startxref\n%d\n%%%%EOF" % len(start)


# A minute's work for the reader of PDFs, in a file that the page takes.
LONG = written(b"[" + b"0 " * 8_000_000 + b"]")
SHORT = written(b"[0]")


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    head = b'{"trusted": [], "stamps": []}\n'
    assert run_confined("backend.signing.local.reading", head + SHORT) in {b"null", b"[]"}
    monkeypatch.setattr(confined, "SECONDS", 1)
    with pytest.raises(Overrun):
        run_confined("backend.signing.local.reading", head + LONG)
    with pytest.raises(NotReadable):
        reading.signatures_of_stranger(LONG, [], [])
    assert pdf_text(LONG) == ""


def test_what_needs_too_much_memory_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "MEGABYTES", 16)
    with pytest.raises(Overrun):
        run_confined("backend.contracts.pdf_texts", SHORT)


@pytest.mark.django_db
@pytest.mark.parametrize("file", [LONG, SHORT, HEAD + b"[<<" * 50_000, b"%PDF-"])
def test_the_page_answers_whatever_it_is_given(
    monkeypatch: pytest.MonkeyPatch, file: bytes
) -> None:
    monkeypatch.setattr(confined, "SECONDS", 1)
    given = {"file": SimpleUploadedFile("a.pdf", file, "application/pdf")}
    answer = browser(None).post(reverse("signing_validate"), given)
    assert answer.status_code == 200
    assert "a.pdf" in text(answer)
