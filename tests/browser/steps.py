"""How people fill in forms and read figures, for stories in a browser."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook
from playwright.sync_api import Locator, Page

from backend.portal.demo.people import rows


def send(page: Page, action: str, values: Mapping[str, str] | None = None, *, by: str = "") -> None:
    """Fill in the form whose address ends so and send it, by its button ``by`` where it has several.

    Folded parts are unfolded first, as a reader would. Fails where the product refuses.
    """
    form = page.locator(f"form[action$='{action}']" if action else "main form[method=post]").first
    page.evaluate(
        "document.querySelectorAll('main details').forEach((part) => { part.open = true; })"
    )
    for name, value in (values or {}).items():
        _write(form, name, value)
    button = form.locator(by or "button[type=submit]").last
    target = form.evaluate("(form) => form.action")
    with page.expect_response(lambda answer: answer.url == target) as told:
        button.click()
    answer = told.value
    assert answer.status < 400, f"{target}: {answer.status} {_refusals(page)}"
    page.wait_for_load_state()


def _write(form: Locator, name: str, value: str) -> None:
    field = form.locator(f"[name='{name}']")
    kind = field.first.evaluate("(field) => field.type")
    if value == "on":
        field.check()
    elif kind in {"radio", "checkbox"}:
        form.locator(f"[name='{name}'][value='{value}']").check()
    elif kind.startswith("select"):
        values = field.locator("option").evaluate_all("(all) => all.map((one) => one.value)")
        field.select_option(**({"value": value} if value in values else {"label": value}))
    elif kind == "file":
        field.set_input_files(
            {"name": f"{value}.pdf", "mimeType": "application/pdf", "buffer": PAPER}
        )
    else:
        field.fill(value)


def _refusals(page: Page) -> str:
    page.wait_for_load_state()
    said = page.locator(".errorlist, .note.bad, [role=alert]").all_inner_texts()
    return " | ".join(" ".join(words.split()) for words in said)


PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def sheet(page: Page, address: str, number: int = 0) -> list[dict[str, object]]:
    """The rows of a workbook that the reader takes along, by their headings."""
    answer = page.request.get(address)
    assert answer.ok, f"{address}: {answer.status}"
    lines = list(load_workbook(BytesIO(answer.body())).worksheets[number].values)
    heads = [str(head) for head in lines[0]]
    return [dict(zip(heads, line, strict=True)) for line in lines[1:]]


def emails() -> dict[str, str]:
    """Where the demo's people are written to, by key."""
    return {row["key"]: row["email"] for row in rows("people")}


def money(value: object) -> Decimal:
    """A cell's amount, to the cent."""
    return Decimal(str(value or 0)).quantize(Decimal("0.01"))
