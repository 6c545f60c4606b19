"""Support programmes from data files: one file is one programme, with its kind, who may apply, what it
asks for, who decides, and the usual figures. An office opens it for a year (models.Programme)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.ladder.conditions import Condition, condition_from
from backend.ladder.ladders import said

DATA = [Path(__file__).parent / "programmes_data"]

KINDS = {
    "voucher": _("Voucher"),
    "after_subsidy": _("Subsidy afterwards"),
    "step_subsidy": _("Subsidy by steps"),
    "interest_subsidy": _("Interest subsidy"),
    "premium_subsidy": _("Premium subsidy"),
    "reward": _("Reward"),
    "start_up": _("Start-up support"),
    "risk_compensation": _("Risk compensation"),
    "policy": _("Policy without application"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with a code and words in both languages."""

    code: str
    chinese: str
    english: str

    @property
    def words(self) -> str:
        """What it is, in the reader's language."""
        return said(self.chinese, self.english)


@dataclass(frozen=True, slots=True)
class Service(Named):
    """A service that a voucher covers, and the types of contracts that are over it."""

    contract_types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Occasion:
    """A recognition that earns a fixed amount."""

    grade: str
    occasion: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Approver:
    """A step of the chain: units of a kind, of the applicant's county or of the programme's region."""

    unit: str
    level: str


@dataclass(frozen=True, slots=True)
class Terms:
    """The figures of a programme: ``steps`` pair an upper end, 0 for none, with a percentage."""

    budget: Decimal
    ratio: Decimal | None
    steps: tuple[tuple[Decimal, Decimal], ...]
    cap_contract: Decimal | None
    cap_firm: Decimal | None


@dataclass(frozen=True, slots=True)
class Scheme:
    """One programme as its file says it. ``pays`` is "firm" or "provider"."""

    code: str
    kind: str
    region: str
    chinese: tuple[str, str, str]
    english: tuple[str, str, str]
    applicants: tuple[str, ...]
    automatic: bool
    per_contract: bool
    pays: str
    months: int
    conditions: tuple[Condition, ...]
    recognises: tuple[str, ...]
    terms: Terms
    base: Named
    base_fact: str
    services: tuple[Service, ...]
    evidence: tuple[Named, ...]
    occasions: tuple[Occasion, ...]
    approvers: tuple[Approver, ...]
    payer: str

    @property
    def title(self) -> str:
        """What it is called."""
        return said(self.chinese[0], self.english[0])

    @property
    def text(self) -> str:
        """What it gives, to whom."""
        return said(self.chinese[1], self.english[1])

    @property
    def source(self) -> str:
        """Where it comes from."""
        return said(self.chinese[2], self.english[2])

    @property
    def kind_label(self) -> str:
        """Its kind in words."""
        return str(KINDS[self.kind])

    @property
    def opened(self) -> bool:
        """Whether it is opened for a year and applied for; a policy holds by itself."""
        return self.kind != "policy"

    @property
    def voucher(self) -> bool:
        """Whether what is granted is a voucher."""
        return self.kind == "voucher"

    def service(self, code: str) -> Service | None:
        """A service that it covers."""
        return next((one for one in self.services if one.code == code), None)

    def services_for(self, contract_type: str) -> list[Service]:
        """What it covers of a contract of this type."""
        return [one for one in self.services if contract_type in one.contract_types]


@cache
def schemes() -> dict[str, Scheme]:
    """All programmes by code."""
    files = sorted(file for folder in DATA for file in folder.glob("*.toml"))
    found = (_scheme(tomllib.loads(file.read_text("utf-8"))) for file in files)
    return {scheme.code: scheme for scheme in found}


def terms_of(row: dict[str, Any]) -> Terms:
    """The figures as a file or a stored version states them."""

    def amount(name: str) -> Decimal | None:
        return Decimal(str(row[name])) if row.get(name) is not None else None

    return Terms(
        budget=amount("budget") or Decimal(0),
        ratio=amount("ratio"),
        steps=tuple(
            (Decimal(str(end)), Decimal(str(rate))) for end, rate in row.get("steps") or ()
        ),
        cap_contract=amount("cap_contract"),
        cap_firm=amount("cap_firm"),
    )


def _scheme(row: dict[str, Any]) -> Scheme:
    if row["kind"] not in KINDS:
        raise ValueError(f"{row['code']}: there is no kind {row['kind']}")
    base = row.get("base", {"words": "申请金额依据", "words_en": "Base of the amount"})
    return Scheme(
        code=row["code"],
        kind=row["kind"],
        region=row["region"],
        chinese=(row["title"], row["text"], row["source"]),
        english=(row["title_en"], row["text_en"], row["source_en"]),
        applicants=tuple(row["applicants"]),
        automatic=row.get("automatic", False),
        per_contract=row.get("per_contract", False),
        pays=row.get("pays", "firm"),
        months=row.get("months", 12),
        conditions=tuple(condition_from(one) for one in row["conditions"]),
        recognises=tuple(row.get("recognises", ())),
        terms=terms_of(row.get("terms", {})),
        base=Named("base", base["words"], base["words_en"]),
        base_fact=base.get("fact", ""),
        services=tuple(
            Service(one["code"], one["words"], one["words_en"], tuple(one["contract_types"]))
            for one in row.get("services", ())
        ),
        evidence=_named(row.get("evidence", ())),
        occasions=tuple(
            Occasion(one["grade"], one["occasion"], Decimal(one["amount"]))
            for one in row.get("occasions", ())
        ),
        approvers=tuple(Approver(one["unit"], one["level"]) for one in row.get("approvers", ())),
        payer=row.get("payer", {}).get("unit", ""),
    )


def _named(rows: Iterable[dict[str, str]]) -> tuple[Named, ...]:
    return tuple(Named(one["code"], one["words"], one["words_en"]) for one in rows)
