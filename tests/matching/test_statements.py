from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.quantities.statements import statements


def _read(text: str) -> list[tuple]:
    return [
        (s.comparator.value, s.value, s.unit)
        if s.value_max is None
        else (s.comparator.value, s.value, s.value_max, s.unit)
        for s in statements(text)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("体积密度达到1.85g/cm3", [("=", Decimal("1.85"), "g/cm³")]),
        ("强度≥60MPa，灰分不大于50ppm", [(">=", Decimal(60), "MPa"), ("<=", Decimal(50), "ppm")]),
        ("０．５％以内", [("<=", Decimal("0.5"), "%")]),
        ("导热系数0.035~0.042 W/(m·K)", [("range", Decimal("0.035"), Decimal("0.042"), "W/(m·K)")]),
        ("使用温度-40～85℃", [("range", Decimal(-40), Decimal(85), "℃")]),
        ("转速3000±50r/min", [("range", Decimal(2950), Decimal(3050), "rpm")]),
        ("100MPa-150MPa", [("range", Decimal(100), Decimal(150), "MPa")]),
        ("年处理3万吨", [("=", Decimal(30000), "t")]),
        ("热膨胀系数4.5×10-6/K", [("=", Decimal("0.0000045"), "/K")]),
        ("热膨胀系数4.5×10⁻⁶/K", [("=", Decimal("0.0000045"), "/K")]),
        ("硬度HRC58-62", [("range", Decimal(58), Decimal(62), "HRC")]),
        ("at least 1,200 h", [(">=", Decimal(1200), "h")]),
        ("PM2.5去除率大于99%", [(">", Decimal(99), "%")]),
        ("2019年投产", []),
        ("1e999 kg", []),
    ],
)
def test_quantities_as_people_write_them(text, found):
    assert _read(text) == found


def test_from_and_to_are_two_values_of_which_the_first_is_former():
    former, reached = statements("识别率由95%提高到99.2%")
    assert (former.value, former.aside, reached.value) == (Decimal(95), True, Decimal("99.2"))
    assert not reached.change
    assert not reached.aside


def test_a_change_is_no_value():
    (lower,) = statements("成本降低30%")
    assert lower.change


def test_the_sample_compared_with_is_an_aside():
    theirs, ours = statements("传统工艺强度为40MPa，本技术强度为60MPa")
    assert theirs.aside
    assert not ours.aside


@given(st.text(alphabet="0123456789.,-+~±×eE% 万亿kgMPa≥≤以上至到/^()。密度", max_size=60))
def test_offsets_lie_in_the_text(text):
    for statement in statements(text):
        assert 0 <= statement.clause_start <= statement.start < statement.end <= len(text)
        assert statement.value.is_finite()
