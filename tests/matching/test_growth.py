"""No text stops the server: whatever a text repeats, twice of it takes about twice the time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal

import pytest

from matching import facade
from matching.contracts import Comparator, Indicator, MatchingError, Verdict
from matching.indicators import (
    check,
    concepts,
    conditions,
    implied,
    labels,
    likeness,
    naming,
    remarks,
    verbs,
    wish_names,
    wishes,
    words,
)
from matching.quantities import (
    clauses,
    comparators,
    denials,
    numbers,
    roles,
    spacing,
    statements,
    unit_reading,
    units,
)
from tests.growth import END, too_fast

pytestmark = pytest.mark.usefixtures("null_engine")  # with the dictionary

WANTED = Indicator("密度", Comparator.GE, Decimal("1.8"), "g/cm³")
_CACHES = (
    statements.statements, naming._name_of, words.words_of, words._one_name, wishes.wishes,
    check._said_in,
)  # fmt: skip


def _fresh(_text: str) -> None:
    for each in _CACHES:
        each.cache_clear()


def _wished(text: str) -> None:
    with suppress(MatchingError):
        wishes.wishes(text)


_READERS: dict[str, Callable[[str], object]] = {
    "statements": statements.statements,
    "name_of": naming.name_of,
    "things_of": words.things_of,
    "check": lambda text: facade.check_indicators([WANTED], text),
    "wishes": _wished,
}
FUNCTIONS: dict[str, Callable[[str], object]] = {
    "spaced": spacing.spaced,
    "numbers": lambda text: list(numbers.numbers(text)),
    "number_at": lambda text: numbers.number_at(text, 0),
    "times_ten": lambda text: numbers.times_ten(text, 0),
    "large": lambda text: numbers.large(text, 0),
    "fold_numbers": statements.fold_numbers,
    "clause_starts": clauses.clause_starts,
    "comparator_before": lambda text: comparators.comparator_before(text, 0, len(text)),
    "comparator_after": lambda text: comparators.comparator_after(text, 0),
    "better_after": lambda text: comparators.better_after(text, 0),
    "change_of": lambda text: roles.change_of(text, text, "%"),
    "is_condition": lambda text: roles.is_condition(text, text),
    "is_former": lambda text: roles.is_former(text, text, ranged=True),
    "changing": roles.changing,
    "others_marker": roles.others_marker,
    "planned": roles.planned,
    "before_ours": lambda text: roles.before_ours(text, text),
    "control_marker": roles.control_marker,
    "own_marker": roles.own_marker,
    "lasting": roles.lasting,
    "unit_known": units.unit_known,
    "counts": units.counts,
    "unit_after": lambda text: unit_reading.unit_after(text, 0),
    "unit_before": lambda text: unit_reading.unit_before(text, len(text)),
    "per_unit": lambda text: unit_reading.per_unit("kg", text),
    "as_meant": lambda text: unit_reading.as_meant("%", text),
    "mentions": concepts.mentions,
    "broader": concepts.broader,
    "narrowing": lambda text: concepts.narrowing(text, concepts.concept_named("密度")),
    "opposed": lambda text: concepts.opposed(text, text),
    "conditions": lambda text: conditions.conditions_of(text, ()),
    "denial": denials.denial,
    "remark_behind": lambda text: remarks.remark_behind(text, statements.statements(END)[0]),
    "name_before": lambda text: wish_names.name_before(text, 0, len(text)),
    "names_listed": lambda text: wish_names.names_listed(text, 0, len(text), 2, text),
    "every": labels.every,
    "implied": lambda text: implied.implied(text, "℃", text),
    "labels": lambda text: labels.labels(3, text, text),
    "alike": lambda text: likeness.alike(tuple(text), tuple(reversed(text))),
    "share_told": lambda text: verbs.share_told(text, text),
    "words_of": words.words_of,
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_time_grows_with_the_text_and_no_faster(name: str) -> None:
    assert too_fast(FUNCTIONS[name], fresh=_fresh) == []


@pytest.mark.parametrize("name", _READERS)
def test_whole_texts_are_read_as_fast_as_they_grow(name: str) -> None:
    assert too_fast(_READERS[name], size=1_200, fresh=_fresh) == []


def test_blanks_between_words_are_one() -> None:
    text = "密度" + 24 * " " + "值≥1.80 g/cm³"
    (found,) = wishes.wishes(text)
    assert (found.indicator.name, found.indicator.value) == ("密度 值", Decimal("1.80"))
    assert text[found.start : found.end] == text


def test_a_passage_is_found_where_it_stands_in_the_text() -> None:
    text = "本材料   性能稳定。  密度  为 \t 1.85 g/cm³。"
    (found,) = facade.check_indicators([WANTED], text)
    assert found.verdict is Verdict.MET
    assert found.span is not None
    assert text[found.span.start : found.span.end].strip() == "密度  为 \t 1.85 g/cm³"


def test_a_longer_wish_is_refused_with_the_reason() -> None:
    with pytest.raises(MatchingError, match="too long"):
        facade.read_indicators("密度≥1.8 g/cm³，" * 1_000)
