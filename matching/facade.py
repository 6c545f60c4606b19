"""All that other packages call of the matching engine. Importing it loads no model and no torch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from matching import conditions, diversity, ranker, runtime
from matching import release as releases
from matching import teams as teaming
from matching.contracts import (
    Counterfactual,
    Id,
    Indicator,
    IndicatorCheck,
    KindTraits,
    Likeness,
    MatchingError,
    Profile,
    Removed,
    ScoredPair,
    Team,
    Verdict,
)
from matching.embedding import (
    content_hash,
    dimension,
    embed,
    embed_query,
    encode,
    encoder_known,
    encoder_version,
    language_of,
    warm,
    warm_up,
    warm_up_soon,
)
from matching.encoding import pack_encoding, unpack_encoding
from matching.evaluation.evaluate import Evaluation, evaluate
from matching.evaluation.indicators import IndicatorEvaluation, evaluate_indicators
from matching.evaluation.indicators import as_json as indicators_as_json
from matching.evaluation.indicators import as_table as indicators_as_table
from matching.evaluation.table import as_json, as_table
from matching.indicators import check, wishes
from matching.indicators.remarks import bounds
from matching.kinds import use_kinds
from matching.learning.cards import card, gate_of, gate_table
from matching.learning.folds import CrossValidation, cross_validate
from matching.learning.gate import GateReport
from matching.learning.outcome_file import write_outcomes
from matching.learning.proposing import propose_weights, reweighed
from matching.learning.training import Trained, train
from matching.quantities.statements import statements
from matching.quantities.units import normalise_unit, unit_known
from matching.release import Release

__all__ = [
    "CrossValidation",
    "Evaluation",
    "GateReport",
    "IndicatorEvaluation",
    "Release",
    "Trained",
    "active_release",
    "alike",
    "as_json",
    "as_table",
    "bounds_something",
    "card",
    "check_indicators",
    "configure",
    "content_hash",
    "cross_validate",
    "dimension",
    "diversify",
    "embed",
    "embed_query",
    "encode",
    "encoder_known",
    "encoder_version",
    "evaluate",
    "evaluate_indicators",
    "gate_of",
    "gate_table",
    "indicators_as_json",
    "indicators_as_table",
    "language_of",
    "normalise_unit",
    "pack_encoding",
    "propose_weights",
    "rank",
    "read_indicators",
    "release",
    "release_names",
    "removed",
    "reweighed",
    "teams",
    "train",
    "unit_known",
    "unpack_encoding",
    "warm",
    "warm_up",
    "warm_up_soon",
    "without",
    "write_outcomes",
]

_EXPLAINED = 20


def configure(
    *,
    model: str = "bundled",
    cache_dir: Path,
    threads: int | None = None,
    terms: Path | None = None,
    kinds: Mapping[str, KindTraits] | None = None,
) -> None:
    """Says which encoder to use; cheap, nothing is loaded.

    ``kinds`` are those of the market's listings; left out, those told before stay.

    ``model`` is "bundled", "null" (no model, for tests) or a path or name for
    sentence-transformers. ``cache_dir`` keeps the unpacked model, and under ``encoders`` and
    ``releases`` statistics of one's own. ``threads`` bounds the cores of one pass. ``terms`` is the
    dictionary of technical terms in two languages, see ``matching.terminology``; without one,
    listings in two languages share no words.
    """
    runtime.configure(runtime.Settings(model, cache_dir, threads, terms))
    if kinds is not None:
        use_kinds(kinds)


def active_release() -> Release:
    """What ranks where nothing was promoted: the newest release fitted for the configured encoder,
    else the newest that reads no vectors.
    """
    return releases.newest_for(encoder_version(), [runtime.settings().releases])


def release(name: str) -> Release:
    """The release of that name. Raises UnknownRelease."""
    return releases.find_release(name, [runtime.settings().releases])


def release_names() -> list[str]:
    """Names of all installed releases."""
    return releases.release_names([runtime.settings().releases])


def rank(
    query: Profile,
    candidates: Sequence[Profile],
    release: str | Release | None = None,
    *,
    explain: int = _EXPLAINED,
) -> list[ScoredPair]:
    """Candidates by falling score, ties by id; ``release`` defaults to the active one.

    A pair's score is the same from either side and whatever else is in the list. Works need →
    achievement or expert and the other way round. Only the first ``explain`` pairs carry reasons
    and indicator checks. Raises EncoderMismatch for a profile encoded by another encoder version
    than the release reads; a profile without an encoding ranks by the other signals. Candidates
    that break a condition which either side requires are left out: see ``removed``.
    """
    return ranker.rank(query, candidates, _chosen(release), explain=explain)


def alike(
    query: Profile, candidates: Sequence[Profile], release: str | Release | None = None
) -> list[Likeness]:
    """Listings of the query's own kind, the most alike first, each with the probability that it is
    the same listing once more, cut, reordered or translated.

    Conditions count for nothing: alike is what speaks of the same. ``release`` as in ``rank``.
    Raises MatchingError for candidates of another kind, EncoderMismatch.
    """
    return ranker.alike(query, candidates, _chosen(release))


def _chosen(release: str | Release | None) -> Release:
    if release is None:
        return active_release()
    if isinstance(release, str):
        return releases.find_release(release, [runtime.settings().releases])
    return release


def removed(query: Profile, candidates: Sequence[Profile]) -> list[Removed]:
    """Candidates that ``rank`` leaves out, each with the reasons: conditions that either side
    requires (``Profile.required``) and the pair is known to break.

    Conditions are "industry", "field", "region" (another province), "trl" (below the wanted level),
    "price" (above the budget), "modes" (none shared) and "indicators" (one missed, nearly or
    wholly). Raises MatchingError for another name.
    """
    return conditions.removed(ranker.orient(query, candidates))


def diversify(
    ranked: Sequence[ScoredPair],
    organisations: Mapping[int | str, str],
    *,
    page: int = 10,
    at_most: int = 3,
) -> list[ScoredPair]:
    """The same pairs in an order in which no organisation fills a page; scores stay as they are.

    ``organisations`` maps a candidate's id to its organisation; one that is missing or "" is never
    held back. Of each ``page`` pairs at most ``at_most`` are one organisation's, as long as others
    wait; those held back open the next page. Apart from that the order is that of ``ranked``.
    Raises MatchingError for a page or a bound below one.
    """
    if page < 1 or at_most < 1:
        raise MatchingError(f"page ({page}) and at_most ({at_most}) must be at least 1")
    return diversity.diversify(ranked, organisations, page=page, at_most=at_most)


def without(
    pair: ScoredPair, left_out: str, release: str | Release | None = None
) -> Counterfactual:
    """What ``pair`` would score without one condition: "fits but for the region".

    ``left_out`` is a reason's code ("fields.region_elsewhere") or a signal's name ("fields"), whose
    contributions are taken off; what is left is not weighed anew, and who is held at "fits" by its
    figures stays there unless these are left out. ``release`` defaults to the one
    that scored the pair. Raises MatchingError where no reason of the pair bears that name, as in a
    pair that was not explained, and UnknownRelease.
    """
    return ranker.without(pair, left_out, _chosen(release or pair.release))


def teams(
    verdicts: Mapping[Id, Sequence[Verdict]], scores: Mapping[Id, float], *, most: int = 3
) -> list[Team[Id]]:
    """The ``most`` best teams of two or three offers for a need: those that meet most indicators,
    then the smaller, then the better scored; empty where no team meets more than a single offer.

    ``verdicts`` maps each offer to its verdicts in the order of the need's indicators. Only the
    twenty best-scored offers are considered. Every member is needed: it meets something that the
    others do not.
    """
    return teaming.teams(verdicts, scores, most=most)


def read_indicators(text: str, *, stated: bool = False) -> list[Indicator]:
    """The indicators that a need's free text states, at least one: "材料密度≥1.80 g/cm³".

    ``stated``: an offer's text, where a number without a bound is just that. Raises
    UnparsableIndicator, which names what was not understood and is for the text's writer.
    """
    return [wish.indicator for wish in wishes.wishes(text, stated=stated)]


def bounds_something(text: str) -> bool:
    """Whether a text bounds a number or tells a range, so that whoever wrote it means an indicator."""
    return any(bounds(each) for each in statements(text))


def check_indicators(
    wanted: Sequence[Indicator | str],
    texts: str | Mapping[str, str],
    offer_indicators: Sequence[Indicator] = (),
) -> list[IndicatorCheck]:
    """A verdict for each wanted indicator, in order: by the offer's rows, then its sentences.

    A wanted text counts for each indicator that it states, and its passage is quoted too
    (``wanted_span``, field "text"); raises UnparsableIndicator for one that states none. ``texts``
    are an offer's fields, or one text for a field "text".
    """
    return check.check_wanted(wanted, offer_indicators, texts)
