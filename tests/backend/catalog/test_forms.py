"""The guided forms: every error at once and beside its field, everything typed kept."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from backend.catalog.forms import FORMS
from backend.catalog.validation import MAX_INDICATORS
from tests import factories
from tests.factories import Market, NeedValues

NeedForm = FORMS["need"]

pytestmark = pytest.mark.django_db  # a form offers the regions that the installation knows


def test_a_form_gives_the_values_it_shows(need_form: dict[str, Any]) -> None:
    form = NeedForm(need_form | {"budget_min": "300万", "budget_max": "5,000,000", "trl": "6"})
    assert form.is_valid(), form.errors
    values = form.values()
    assert isinstance(values, NeedValues)
    assert (values.budget_min, values.budget_max, values.trl) == (3_000_000, 5_000_000, 6)
    (indicator,) = values.indicators
    assert (indicator.value, indicator.unit) == (Decimal(1200), "W/(m·K)")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "   "}, "title"),
        ({"title": "长" * 10_000}, "title"),
        ({"title": "散热\x00膜"}, "title"),
        ({"background": "长" * 20_001}, "background"),
        ({"budget_min": "500万", "budget_max": "300万"}, "budget_max"),
        ({"budget_min": "-1"}, "budget_min"),
        ({"budget_max": "1e400"}, "budget_max"),
        ({"deadline": "2020-01-01"}, "deadline"),
        ({"deadline": "31 February"}, "deadline"),
        ({"technology_field": "alchemy"}, "technology_field"),
        ({"industry": "C99"}, "industry"),
        ({"region": "999999"}, "region"),
        ({"trl": "10"}, "trl"),
        ({"modes": ["gift"]}, "modes"),
        ({"currency": "BTC"}, "currency"),
        ({"disclosure": "nobody"}, "disclosure"),
        ({"revision": "eleven"}, "revision"),
    ],
)
def test_a_wrong_value_is_told_at_its_field(
    need_form: dict[str, Any], typed: dict[str, Any], field: str
) -> None:
    form = NeedForm(need_form | typed)
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert len(form.errors[field]) == 1


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"unit": "frobs"}, "unit"),
        ({"comparator": "≈"}, "comparator"),
        ({"value": "1e400"}, "value"),
        ({"value": "NaN"}, "value"),
        ({"value": ""}, "value"),
        ({"name": ""}, "name"),
        ({"name": "长" * 81}, "name"),
        ({"comparator": "range"}, "value_max"),
        ({"comparator": "range", "value_max": "5"}, "value_max"),
        ({"value_max": "5000"}, "value_max"),
    ],
)
def test_a_wrong_cell_is_told_in_its_cell(
    need_form: dict[str, Any], cells: dict[str, str], column: str
) -> None:
    # A blank row stands above: cells are found by what is filled, not by count.
    typed = {k.replace("indicators-0-", "indicators-1-"): v for k, v in need_form.items()}
    typed |= {f"indicators-1-{name}": value for name, value in cells.items()}
    form = NeedForm(typed)
    assert not form.is_valid()
    assert not form.errors
    blank, wrong = form.indicators.forms
    assert not blank.errors
    assert list(wrong.errors) == [column]


def test_all_errors_are_told_at_once(need_form: dict[str, Any]) -> None:
    form = NeedForm(
        need_form
        | {
            "title": "",
            "budget_min": "2万",
            "budget_max": "1万",
            "deadline": "2020-01-01",
            "indicators-0-value": "many",
            "indicators-0-unit": "frobs",
        }
    )
    assert not form.is_valid()
    assert set(form.errors) == {"title", "budget_max", "deadline"}
    assert set(form.indicators.forms[0].errors) == {"value", "unit"}


def test_too_many_indicators_are_told_above_the_table(need_form: dict[str, Any]) -> None:
    rows = MAX_INDICATORS + 1
    typed = need_form | {"indicators-TOTAL_FORMS": str(rows)}
    for n in range(rows):
        typed |= {
            f"indicators-{n}-name": "x",
            f"indicators-{n}-comparator": "=",
            f"indicators-{n}-value": "1",
        }
    form = NeedForm(typed)
    assert not form.is_valid()
    assert len(form.indicators.table_errors) == 1


@pytest.mark.parametrize("count", ["100000", "many", ""])
def test_a_tampered_count_of_rows_is_told(need_form: dict[str, Any], count: str) -> None:
    form = NeedForm(need_form | {"indicators-TOTAL_FORMS": count})
    assert not form.is_valid()
    assert form.indicators.table_errors


def test_a_district_survives_a_form_that_offers_cities(
    market: Market, need_form: dict[str, Any]
) -> None:
    listing = factories.need(market.buyer, region="130921")
    initial = NeedForm.initial_of(listing)
    shown = NeedForm(initial=initial)
    assert ("130921", shown.fields["region"].choices[-1][1]) in shown.fields["region"].choices
    form = NeedForm(need_form | {"region": "130921"})
    assert form.is_valid()
    assert form.values().region == "130921"


@pytest.mark.parametrize("kind", list(FORMS))
def test_each_kind_shows_each_of_its_fields_once(kind: str) -> None:
    form = FORMS[kind]()
    shown = [name for name in form.kind.shown if name != "indicators"]
    # What must be met is ticked beside the fields that say what.
    assert sorted([*shown, "revision", "form_token", "required_conditions"]) == sorted(form.fields)


@pytest.mark.parametrize(("kind", "sign"), [("need", ">="), ("achievement", "=")])
def test_a_blank_row_begins_as_its_kind_writes(kind: str, sign: str) -> None:
    rows = FORMS[kind]().indicators
    assert {row["comparator"].value() for row in (*rows.forms, rows.empty_form)} == {sign}


def test_each_indicator_of_a_need_may_be_a_must(need_form: dict[str, Any]) -> None:
    form = NeedForm(need_form | {"indicators-0-must": "on"})
    assert form.is_valid(), form.errors
    assert form.values().indicators[0].must
    assert "must" not in FORMS["achievement"]().indicators.forms[0].fields
