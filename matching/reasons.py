"""All codes that a reason can carry, with their parameters; a page has words for each."""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """``signal.finding``. Parameters in brackets; ``similarity`` is between -1 and 1."""

    # The texts as a whole [similarity]
    DENSE_SAME_PROBLEM = "dense.same_problem"
    DENSE_RELATED = "dense.related"
    DENSE_DIFFERENT = "dense.different"
    # A passage of each side that speaks of the same thing, quoted by spans [similarity]
    LATE_PASSAGES_AGREE = "late.passages_agree"
    LATE_PASSAGES_RELATED = "late.passages_related"
    LATE_NO_PASSAGE = "late.no_passage"
    LATE_PASSAGES_DIFFER = "late.passages_differ"
    # The offer speaks of what the need's title names [similarity, terms: list of str]
    LATE_TITLE_COVERED = "late_title.covered"
    LATE_TITLE_PARTLY = "late_title.partly"
    LATE_TITLE_NOT_COVERED = "late_title.not_covered"
    # Technical terms that both use, marked by spans [similarity, terms: list of str]
    LEXICAL_SHARED_TERMS = "lexical.shared_terms"
    LEXICAL_FEW_SHARED = "lexical.few_shared"
    # [similarity]
    TITLES_ALIKE = "lexical_title.alike"
    TITLES_RELATED = "lexical_title.related"
    TITLES_DIFFERENT = "lexical_title.different"
    # GB/T 4754 codes [need, offer]
    INDUSTRY_SAME = "fields.industry_same"
    INDUSTRY_NEAR = "fields.industry_near"
    INDUSTRY_DIFFERENT = "fields.industry_different"
    INDUSTRY_CHAIN = "fields.industry_chain"
    # Codes of the high-tech fields [need, offer]
    FIELD_SAME = "fields.field_same"
    FIELD_DIFFERENT = "fields.field_different"
    # GB/T 2260 codes [need, offer]
    REGION_SAME_COUNTY = "fields.region_same_county"
    REGION_SAME_CITY = "fields.region_same_city"
    REGION_SAME_PROVINCE = "fields.region_same_province"
    REGION_ELSEWHERE = "fields.region_elsewhere"
    # Readiness levels [wanted, reached: int]
    TRL_REACHED = "fields.trl_reached"
    TRL_BELOW = "fields.trl_below"
    TRL_UNKNOWN = "fields.trl_unknown"  # [wanted]
    # Amounts as Decimal [budget, price]
    PRICE_WITHIN_BUDGET = "fields.price_within_budget"
    PRICE_ABOVE_BUDGET = "fields.price_above_budget"
    PRICE_UNKNOWN = "fields.price_unknown"  # [budget]
    # Ways to work together [modes: sorted list of str that both accept]
    MODES_SHARED = "fields.modes_shared"
    MODES_DIFFERENT = "fields.modes_different"  # [need, offer: sorted lists]
    # The need's last day, against the readiness that is missing [deadline: ISO, levels: int]
    DEADLINE_ALLOWS = "fields.deadline_allows"
    DEADLINE_TIGHT = "fields.deadline_tight"
    # The days that the two sides are of [need, offer: ISO]
    DATES_NEAR = "fields.dates_near"
    DATES_APART = "fields.dates_apart"
    # Facts that both sides state, of those they could [stated, of: int]
    BOTH_COMPLETE = "fields.both_complete"
    # Others that each side has contracted with [need, offer: int]
    TRACK_RECORD = "fields.track_record"
    # Wanted indicators by verdict [met, nearly, missed, unclear, absent, wanted: int;
    # names: list of str that the code speaks of]
    INDICATORS_OTHERS = "indicators.others"  # values are stated, of other quantities
    INDICATORS_MET = "indicators.met"
    INDICATORS_SOME_MET = "indicators.some_met"
    INDICATORS_MISSED = "indicators.missed"
    INDICATORS_UNKNOWN = "indicators.unknown"

    @staticmethod
    def deserved(contribution: float, bounds: tuple[float, float], *codes: Code) -> Code:
        """Of a strong, a clear and a faint code the one that the contribution reaches."""
        strong, clear, faint = codes
        if contribution >= bounds[0]:
            return strong
        return clear if contribution >= bounds[1] else faint
