"""Amounts as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from backend.core import money

AMOUNTS = st.decimals(min_value=0, max_value=10**13 - 1, places=2)


@pytest.mark.parametrize(
    ("amount", "currency", "chinese", "english"),
    [
        ("1250000", "CNY", "125万元", "CN¥1.25M"),
        ("231000000", "CNY", "2.31亿元", "CN¥231M"),
        ("10000", "CNY", "1万元", "CN¥10K"),
        ("9999.50", "CNY", "9999.5元", "CN¥10K"),
        ("0", "CNY", "0元", "CN¥0"),
        ("800", "USD", "800美元", "US$800"),
        ("2000000", "EUR", "200万欧元", "€2M"),
        ("1500000000", "HKD", "15亿港元", "HK$1.5B"),
    ],
)
def test_prose_is_short_in_both_languages(
    amount: str, currency: str, chinese: str, english: str
) -> None:
    with translation.override("zh-hans"):
        assert money.short(Decimal(amount), currency) == chinese
    with translation.override("en"):
        assert money.short(Decimal(amount), currency) == english


@pytest.mark.parametrize(
    ("low", "high", "chinese", "english"),
    [
        ("3000000", "5000000", "300–500万元", "CN¥3M–CN¥5M"),
        ("8000", "12000", "8000元–1.2万元", "CN¥8K–CN¥12K"),
        ("5000000", "5000000", "500万元", "CN¥5M"),
        (None, "5000000", "500万元以内", "up to CN¥5M"),
        ("3000000", None, "300万元起", "from CN¥3M"),
        (None, None, "", ""),
    ],
)
def test_ranges(low: str | None, high: str | None, chinese: str, english: str) -> None:
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    with translation.override("zh-hans"):
        assert money.span(*ends, "CNY") == chinese
    with translation.override("en"):
        assert money.span(*ends, "CNY") == english


def test_tables_are_exact() -> None:
    with translation.override("zh-hans"):
        assert money.exact(Decimal(1250000), "CNY") == "¥1,250,000.00"
        assert money.exact(Decimal("0.1"), "USD") == "US$0.10"
    with translation.override("en"):
        assert money.exact(Decimal(-602000), "CNY") == "-CN¥602,000.00"


@given(AMOUNTS)
def test_an_exact_amount_can_be_read_back(amount: Decimal) -> None:
    with translation.override("en"):
        written = money.exact(amount, "CNY").removeprefix("CN¥")
    assert Decimal(written.replace(",", "")) == amount


@given(AMOUNTS, st.sampled_from(["zh-hans", "en"]))
def test_a_short_amount_is_off_by_no_more_than_its_rounding(amount: Decimal, language: str) -> None:
    scales = {"亿": 10**8, "万": 10**4, "B": 10**9, "M": 10**6, "K": 10**3}
    with translation.override(language):
        written = money.short(amount, "CNY").removeprefix("CN¥").removesuffix("元")
    scale = scales.get(written[-1], 1)
    number = Decimal(written.rstrip("亿万BMK"))
    assert abs(number * scale - amount) <= Decimal("0.005") * scale
