"""Indicators written in one cell of a table."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from backend.catalog.documents import indicator_written
from backend.catalog.models import Indicator
from backend.catalog.sources.indicator_text import indicators_read
from tests.growth import too_fast


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("面内导热系数≥1200 W/(m·K)", ("面内导热系数", ">=", "1200", None, "W/(m·K)")),
        ("厚度<=60 μm", ("厚度", "<=", "60", None, "μm")),
        ("弯折寿命 >= 200,000 次", ("弯折寿命", ">=", "200000", None, "次")),
        ("温度 -40~85 ℃", ("温度", "range", "-40", "85", "℃")),
        ("厚度50–60μm", ("厚度", "range", "50", "60", "μm")),
        ("硬度：60-64 HRC", ("硬度", "range", "60", "64", "HRC")),
        ("抗拉强度 450 MPa", ("抗拉强度", "=", "450", None, "MPa")),
        ("PM2.5 浓度≤35 mg/L", ("PM2.5 浓度", "<=", "35", None, "mg/L")),
        ("电阻率<1.5e-6 Ω·cm", ("电阻率", "<", "0.0000015", None, "Ω·cm")),
        ("pH = 7", ("pH", "=", "7", None, "pH")),
    ],
)
def test_indicators_are_read_as_people_write_them(
    written: str, read: tuple[str, str, str, str | None, str]
) -> None:
    (found,) = indicators_read(written)
    name, comparator, low, high, unit = read
    assert (found.name, found.comparator, found.unit) == (name, comparator, unit)
    assert found.value == Decimal(low)
    assert found.value_max == (None if high is None else Decimal(high))


def test_a_cell_holds_several() -> None:
    assert [row.name for row in indicators_read("厚度≤60 μm；幅宽≥300 mm;\n成本 120 元/m²")] == [
        "厚度",
        "幅宽",
        "成本",
    ]


@pytest.mark.parametrize("written", ["性能优良", "≥5", "12", "厚度≤"])
def test_what_is_no_indicator_is_refused_with_itself(written: str) -> None:
    with pytest.raises(ValidationError) as refused:
        indicators_read(written)
    assert written in str(refused.value.messages)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(written: str) -> None:
    try:
        rows = indicators_read(written)
    except ValidationError:
        return
    assert all(row.name and row.value is not None for row in rows)


_values = st.decimals(
    min_value=-(10**9), max_value=10**9, places=3, allow_nan=False, allow_infinity=False
)


@given(
    st.sampled_from(["厚度", "面内导热系数", "Bending life", "PM2.5 浓度"]),
    st.sampled_from([">=", "<=", ">", "<", "="]),
    _values,
    st.sampled_from(["", "μm", "W/(m·K)", "mg/L", "%"]),
)
def test_what_the_product_writes_is_read_back(
    name: str, comparator: str, value: Decimal, unit: str
) -> None:
    row = Indicator(name=name, comparator=comparator, value=value, unit=unit)
    (found,) = indicators_read(indicator_written(row))
    assert (found.name, found.comparator, found.value, found.unit) == (
        name,
        comparator,
        value,
        unit,
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("密度" + " " * 24 + "值≥1.80 g/cm³", ("密度 值", ">=", "1.80", "g/cm³")),
        ("浸出毒性：铅 = 3 mg/L", ("铅", "=", "3", "mg/L")),
    ],
)
def test_a_cell_of_several_gaps_or_signs_is_read(
    written: str, read: tuple[str, str, str, str]
) -> None:
    (found,) = indicators_read(written)
    assert (found.name, found.comparator, found.value, found.unit) == (
        read[0], read[1], Decimal(read[2]), read[3]
    )  # fmt: skip


def test_a_cell_is_read_in_time_by_its_length() -> None:
    def read(text: str) -> None:
        with suppress(ValidationError):
            indicators_read(text)

    assert too_fast(read, size=800) == []


@pytest.mark.usefixtures("english")
def test_a_cell_too_long_is_refused_with_the_limit() -> None:
    with pytest.raises(ValidationError, match="At most 20000 characters"):
        indicators_read("厚度≤60 μm;" * 3_000)
