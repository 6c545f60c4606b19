"""What a county is given, by the rules and by the command."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from backend.county.incentives import award_of, places_gained
from backend.county.schemes import schemes

AMOUNTS = [
    ("C", "B", 0, 500_000),
    ("B", "A", 0, 1_000_000),
    ("C", "A", 0, 1_000_000),
    ("B", "B", 1, 250_000),
    ("B", "B", 4, 1_000_000),
    ("B", "B", 9, 1_000_000),
    ("C", "B", 1, 750_000),
    ("C", "B", 3, 1_000_000),
    ("B", "A", 2, 1_000_000),
    ("B", "B", -3, 0),
    ("A", "B", 0, 0),
    ("B", "B", 0, 0),
    ("-", "A", 5, 0),
]


@pytest.mark.parametrize(("last", "this", "gained", "amount"), AMOUNTS)
def test_the_amount_of_a_jump_and_of_places(
    last: str, this: str, gained: int, amount: int, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = schemes()[0].incentive
    found = award_of(rule, last=None if last == "-" else last, this=this, gained=gained)
    assert found.total == amount
    call_command("county_incentive", "--last", last, "--this", this, "--gained", str(gained))
    assert capsys.readouterr().out == f"{amount}\n"


def test_the_command_tells_parts_as_json_and_refuses_other_classes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("county_incentive", "--last=C", "--this=B", "--gained=3", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["amount"] == 1_000_000
    assert told["parts"] == {"jump": 500_000, "places": 750_000, "total": 1_000_000, "capped": True}
    with pytest.raises(CommandError, match="“D” is none of A, B, C"):
        call_command("county_incentive", "--last=D", "--this=B", "--gained=0")


def test_places_are_counted_within_this_years_class_of_those_with_both_years() -> None:
    this = {
        "a": ("B", Decimal(70)), "b": ("B", Decimal(68)), "c": ("B", Decimal(66)),
        "new": ("B", Decimal(69)), "d": ("C", Decimal(50)),
    }  # fmt: skip
    last = {"a": Decimal(55), "b": Decimal(67), "c": Decimal(65), "d": Decimal(51)}
    assert places_gained(this, last) == {"a": 2, "b": -1, "c": -1, "d": 0}
