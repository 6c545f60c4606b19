"""How an amount is reckoned from a programme's terms, line by line: codes and figures, so that it can be
stored as it was decided and read in either language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.utils.translation import gettext as _

from backend.core import money
from backend.ladder.conditions import percent

from .schemes import Terms

CENT = Decimal("0.01")
ZERO = Decimal(0)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """``lines`` are code, rate and amount each, the last one the result."""

    lines: tuple[tuple[str, str, str], ...]
    amount: Decimal


def reckon(
    terms: Terms,
    base: Decimal,
    *,
    fixed: Decimal | None = None,
    firm_left: Decimal | None = None,
    contract_left: Decimal | None = None,
    budget_left: Decimal | None = None,
) -> Reckoning:
    """The amount for a base in yuan: fixed, by steps, by ratio, or the base itself; then each bound that
    cuts it. ``None`` bounds nothing. Parts of a cent fall to the payer."""
    lines: list[tuple[str, str, str]] = []
    amount = _raw(terms, base, fixed, lines)
    bounds = {"contract": contract_left, "firm": firm_left, "budget": budget_left}
    for code, bound in bounds.items():
        if bound is not None and bound < amount:
            amount = max(bound, ZERO)
            lines.append((code, "", f"{amount:.2f}"))
    lines.append(("result", "", f"{amount:.2f}"))
    return Reckoning(tuple(lines), amount)


def _raw(
    terms: Terms, base: Decimal, fixed: Decimal | None, lines: list[tuple[str, str, str]]
) -> Decimal:
    if fixed is not None:
        lines.append(("fixed", "", f"{fixed:.2f}"))
        return fixed
    lines.append(("base", "", f"{base:.2f}"))
    if terms.steps:
        return _stepped(terms, base, lines)
    if terms.ratio is None:
        return base
    amount = (base * terms.ratio / HUNDRED).quantize(CENT, ROUND_DOWN)
    lines.append(("ratio", str(terms.ratio), f"{amount:.2f}"))
    return amount


def _stepped(terms: Terms, base: Decimal, lines: list[tuple[str, str, str]]) -> Decimal:
    total, below = ZERO, ZERO
    for end, rate in terms.steps:
        top = base if not end else min(base, end)
        if top <= below:
            break
        part = ((top - below) * rate / HUNDRED).quantize(CENT, ROUND_DOWN)
        lines.append(("step", f"{top - below:.2f}|{rate}", f"{part:.2f}"))
        total, below = total + part, top
    return total


def lines_told(lines: Iterable[Sequence[str]]) -> list[tuple[str, Decimal]]:
    """Words and amount of each line."""
    return [(_words(line), Decimal(line[2])) for line in lines]


def _words(line: Sequence[str]) -> str:
    code, rate, _amount = line
    words: Mapping[str, Any] = {
        "fixed": lambda: _("Fixed amount of the occasion"),
        "base": lambda: _("Recognised base"),
        "ratio": lambda: _("%(rate)s of the base") % {"rate": percent(rate)},
        "step": lambda: _step(rate),
        "contract": lambda: _("Cut to what is left of the cap per contract"),
        "firm": lambda: _("Cut to what is left of the cap per firm and year"),
        "budget": lambda: _("Cut to what is left of the budget"),
        "result": lambda: _("Amount"),
    }
    return str(words[code]())


def _step(written: str) -> str:
    part, rate = written.split("|")
    told = {"rate": percent(rate), "part": money.exact(Decimal(part), "CNY")}
    return _("%(rate)s of the part of %(part)s") % told
