"""Numbers and amounts as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from backend.core.form_fields import AmountField, NumberField


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("500000", "500000"),
        ("500,000", "500000"),
        ("¥500,000.50", "500000.50"),
        ("50万", "500000"),
        ("５０ 万元", "500000"),
        ("1.25百万", "1250000"),
        ("3千万元", "30000000"),
        ("1.2亿", "120000000"),
        ("CN¥1.25M", "1250000"),
        ("人民币30万元", "300000"),
        ("0", "0"),
    ],
)
def test_amounts_are_read_as_people_write_them(written: str, amount: str) -> None:
    assert AmountField().clean(written) == Decimal(amount)


@pytest.mark.parametrize("written", ["面议", "NaN", "1e400", "50万万", "十万", "--5", "1.2.3", "∞"])
def test_what_is_no_amount_is_refused(written: str) -> None:
    with pytest.raises(ValidationError):
        AmountField().clean(written)


@pytest.mark.parametrize("written", ["NaN", "inf", "1e400", "1e-400", "12kg", "9" * 31])
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(ValidationError):
        NumberField(max_digits=30, decimal_places=12).clean(written)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(written: str) -> None:
    for field in (AmountField(required=False), NumberField(required=False)):
        try:
            value = field.clean(written)
        except ValidationError:
            continue
        assert value is None or value.is_finite()


@given(st.decimals(min_value=0, max_value=10**13, places=2, allow_nan=False))
def test_what_is_shown_is_read_back(amount: Decimal) -> None:
    field = AmountField()
    assert field.clean(field.prepare_value(amount)) == amount


@given(
    st.decimals(
        min_value=-(10**17), max_value=10**17, places=12, allow_nan=False, allow_infinity=False
    )
)
def test_numbers_are_shown_without_idle_zeros(value: Decimal) -> None:
    field = NumberField(max_digits=30, decimal_places=12)
    shown = field.prepare_value(value)
    assert field.clean(shown) == value
    assert "E" not in shown
    assert not (shown.endswith("0") and "." in shown)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("1e9", "Write an amount"),
        ("99999999999999", "At most 9,999,999,999,999.99"),
        ("12.345", "at most two decimals"),
        ("-5", "not below zero"),
    ],
)
@pytest.mark.usefixtures("english")
def test_an_amount_that_is_refused_names_the_remedy(written: str, told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        AmountField(min_value=0, max_digits=15, decimal_places=2).clean(written)
