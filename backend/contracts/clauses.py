"""The library of clauses, and the text that a contract begins with.

The files of ``clause_library/`` hold one clause a table: for which kinds, types, forms of payment and
ownership it is (none named: for all), which element of Art. 845 or 846 it says, its Chinese text and an
English reading of it. 【…】 is what the parties fill in, {…} what terms and listings say already.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .models import Contract, PaymentForm
from .values import ClauseValues

_FOLDER = Path(__file__).parent / "clause_library"
OPEN = re.compile(r"【[^】]{0,200}】")
# {name}, {name|where nothing is said}, {name:words around *|where nothing is said}.
_PLACE = re.compile(r"\{(\w+)(?::([^{}|]*))?(?:\|([^{}]*))?\}")
# Accepted terms that have no clause of their own in every contract, as that of further terms calls them.
REST = {
    "territory": "地域",
    "use_field": "实施范围",
    "term": "期限",
    "delivery": "交付的内容和时间",
    "other": "双方另行约定",
}
MAX_CLAUSES, MAX_HEADING, MAX_TEXT = 60, 100, 20_000
# Elements that a contract of its own must say: Art. 845, and payment by Art. 846.
ELEMENTS = {
    "definitions": _("Definitions"),
    "object": _("Object, scope and requirements"),
    "plan": _("Plan, place and way"),
    "confidentiality": _("Confidentiality"),
    "ownership": _("Results and income"),
    "acceptance": _("Acceptance"),
    "payment": _("Price and payment"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryClause:
    """A clause of the library."""

    code: str
    element: str
    order: int
    heading: str
    text: str
    heading_en: str
    text_en: str
    kinds: tuple[str, ...] = ("main", "supplementary")
    types: tuple[str, ...] = ()
    subtypes: tuple[str, ...] = ()
    payments: tuple[str, ...] = ()
    ownerships: tuple[str, ...] = ()

    def fits(self, contract: Contract) -> bool:
        """Whether the contract's text begins with it."""
        return contract.kind in self.kinds and all(
            not wanted or held in wanted
            for wanted, held in (
                (self.types, contract.type),
                (self.subtypes, contract.subtype),
                (self.payments, contract.payment_form),
                (self.ownerships, contract.ip_ownership),
            )
        )


@cache
def library() -> tuple[LibraryClause, ...]:
    """All clauses, in their order in a contract."""
    found = [
        _read(row)
        for path in sorted(_FOLDER.glob("*.toml"))
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["clause"]
    ]
    return tuple(sorted(found, key=lambda clause: (clause.order, clause.code)))


def _read(row: dict[str, Any]) -> LibraryClause:
    given: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    return LibraryClause(**given)


def clauses_fitting(contract: Contract) -> list[LibraryClause]:
    """The clauses of the library that are for this contract."""
    return [clause for clause in library() if clause.fits(contract)]


def clauses_begun(contract: Contract, told: Mapping[str, str]) -> tuple[ClauseValues, ...]:
    """The text to begin with. ``told`` says by name what fills the library's places, "" where nothing;
    accepted terms (REST) that no clause takes stand in the clause of further terms."""
    fitting = clauses_fitting(contract)
    taken = {place[1] for clause in fitting for place in _PLACE.finditer(clause.text)}
    rest = [
        f"{words}：{told[name]}。"
        for name, words in REST.items()
        if told.get(name) and name not in taken
    ]
    if len(rest) > 1:
        rest = [f"{n}. {line}" for n, line in enumerate(rest, 1)]
    said = {**told, "rest": "\n".join(rest)}
    begun = (
        ClauseValues(code=clause.code, heading=clause.heading, text=_told(clause.text, said))
        for clause in fitting
    )
    return tuple(clause for clause in begun if clause.text)


def clauses_clean(clauses: Iterable[ClauseValues]) -> tuple[ClauseValues, ...]:
    """The clauses without idle white space, those that say nothing left out.

    Raises ValidationError for ``clauses``.
    """
    found = []
    for clause in clauses:
        heading = " ".join(clause.heading.replace("\x00", "").split())
        text = clause.text.replace("\x00", "").replace("\r\n", "\n").strip()
        if not heading and not text:
            continue
        if not heading:
            raise ValidationError({"clauses": _("Give each clause a heading.")})
        if len(heading) > MAX_HEADING or len(text) > MAX_TEXT or len(clause.code) > 20:
            raise ValidationError(
                {"clauses": _("A heading has at most 100 characters, a clause 20,000.")}
            )
        found.append(ClauseValues(code=clause.code, heading=heading, text=text))
    if len(found) > MAX_CLAUSES:
        raise ValidationError({"clauses": _("At most 60 clauses.")})
    return tuple(found)


def text_missing(contract: Contract) -> list[str]:
    """What the text lacks before the other side is asked to confirm it, in words."""
    found = []
    if contract.kind in Contract.COUNTED:
        said = {clause["code"] for clause in contract.clauses if clause["text"]}
        found = [
            str(_("The clause “%(element)s” is missing.") % {"element": words})
            for element, words in ELEMENTS.items()
            if element not in said
        ]
        if contract.payment_form == PaymentForm.INSTALMENTS and not contract.instalments.exists():
            found.append(str(_("Say in which instalments it is paid, until when or after what.")))
    elif not contract.clauses:
        found = [str(_("The text is empty."))]
    for number, clause in enumerate(contract.clauses, 1):
        blanks = OPEN.findall(clause["text"])
        if blanks or not clause["text"]:
            words = _("Clause %(n)s “%(heading)s” has places to fill in: %(blanks)s")
            blank = " ".join(dict.fromkeys(blanks[:4])) or "…"
            found.append(str(words % {"n": number, "heading": clause["heading"], "blanks": blank}))
    return found


def _told(text: str, told: Mapping[str, str]) -> str:
    """The text with its places filled, in one pass: what is filled in is no pattern itself."""

    def fill(place: re.Match[str]) -> str:
        name, words, otherwise = place.groups()
        value = told.get(name, "")
        return (words or "*").replace("*", value) if value else otherwise or ""

    return _PLACE.sub(fill, text.strip()).strip()
