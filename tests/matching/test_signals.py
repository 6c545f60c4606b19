from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching import facade
from matching.contracts import Comparator, Indicator, Profile
from matching.reasons import Code
from matching.release import find_release
from matching.signals.base import Pair, Pairs
from matching.signals.dense import Dense

NULL = find_release("null-5")
SHIPPED = find_release("e5-small-7")
EVERY = pytest.mark.parametrize("signal", SHIPPED.signals, ids=lambda signal: signal.name)

words = st.lists(
    st.sampled_from(["石墨", "密封", "鱼病", "水泵", "1.85g/cm3", "seal", "😀", "。"]), max_size=6
).map("".join)
known = st.fixed_dictionaries(
    {},
    optional={
        "industry": st.sampled_from(["C30", "C3091", "A04", "C"]),
        "field": st.sampled_from(["new-materials", "energy"]),
        "region": st.sampled_from(["130900", "130902", "110101", "440300"]),
        "trl": st.integers(1, 9),
        "price_max": st.integers(0, 10**7).map(Decimal),
        "modes": st.frozensets(st.sampled_from(["licence", "development"])),
        "indicators": st.just((Indicator("密度", Comparator.GE, Decimal("1.8"), "g/cm³"),)),
    },
)


def profile(identity, kind, title, text, fields) -> Profile:
    bare = Profile(identity, kind, {"title": title, "summary": text}, **fields)
    return replace(bare, encoding=facade.encode([bare.texts], [kind])[0])


@EVERY
def test_a_signal_has_a_name_and_a_version_and_no_opinion_on_nothing(signal):
    assert signal.name in SHIPPED.weights
    assert signal.version
    empty = Profile(1, "need", {"title": ""})
    others = [Profile(i, "achievement", {"title": ""}) for i in range(3)]
    scores = signal.scores(Pairs(empty, others, True))
    assert scores.shape == (3,)
    assert np.isnan(scores).all()
    assert signal.scores(Pairs(empty, [], True)).shape == (0,)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(need=st.tuples(words, words, known), offers=st.lists(st.tuples(words, words, known)))
def test_a_signal_alone_scores_each_pair_for_itself(null_engine, need, offers):
    wanted = profile("n", "need", *need)
    others = [profile(i, "achievement", *offer) for i, offer in enumerate(offers)]
    for signal in NULL.signals:
        together = signal.scores(Pairs(wanted, others, True))
        alone = [signal.scores(Pairs(wanted, [other], True))[0] for other in others]
        assert np.allclose(together, np.array(alone, float), atol=1e-9, equal_nan=True)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(need=st.tuples(words, words, known), offer=st.tuples(words, words, known))
def test_whatever_is_known_contributions_add_up_to_the_raw_score(null_engine, need, offer):
    wanted, offered = profile("n", "need", *need), profile("o", "achievement", *offer)
    (pair,) = facade.rank(wanted, [offered], NULL)
    total = sum(reason.contribution for reason in pair.reasons)
    assert total == pytest.approx(pair.score, abs=1e-6)
    assert pair.probability == NULL.probability(pair.score)


@pytest.mark.parametrize(
    ("likely", "shown", "contribution", "code"),
    [
        (True, True, 4.5, Code.DENSE_SAME_PROBLEM),
        (False, True, 4.5, Code.DENSE_RELATED),
        (True, True, 3.0, Code.DENSE_RELATED),
        (True, True, 1.0, Code.DENSE_RELATED),
        # What is worth a look neither is the same nor lies apart.
        (False, True, 1.0, Code.DENSE_RELATED),
        (False, False, 1.0, Code.DENSE_DIFFERENT),
    ],
)
def test_what_is_said_of_the_whole_does_not_contradict_the_level(likely, shown, contribution, code):
    sides = Profile(1, "need", {"title": "石墨"}), Profile(2, "achievement", {"title": "石墨密封"})
    (reason,) = Dense().reasons(Pair(*sides, likely=likely, shown=shown), 0.5, contribution)
    assert (reason.code, reason.contribution) == (code, contribution)
