"""Listings in the terms of the engines: a profile for the matcher, a document for the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from django.conf import settings
from django.utils import timezone, translation

from backend.accounts.regions import path_to
from matching.contracts import Comparator, Encoding, Indicator, Profile
from search_index.contracts import Document, TierText, Vector

from .chains import chain_path
from .conditions import public_among
from .models import Disclosure, Listing, Tier
from .models import Indicator as Wanted
from .taxonomies import names


def texts_of(
    listing: Listing, *, public_only: bool = False, rows: Sequence[Wanted] | None = None
) -> dict[str, str]:
    """Field → text, empty ones left out; ``public_only`` keeps the summary tier. ``rows`` are the
    indicators of a listing that is not stored.
    """
    texts = {"title": listing.title, "summary": listing.summary}
    if not public_only:
        details = listing.details
        texts |= {name: getattr(details, name) for name in listing.type.texts}
        held = listing.indicators.all() if rows is None else rows
        indicators = "；".join(map(indicator_written, held))
        if indicators:
            texts["indicators"] = indicators
    return {name: text for name, text in texts.items() if text}


def listing_profile(
    listing: Listing,
    encoding: Encoding | None,
    *,
    public_only: bool = False,
    contracted_with: Iterable[int] = (),
    rows: Sequence[Wanted] | None = None,
) -> Profile:
    """The listing as the matcher sees it, all tiers included; ``public_only`` for a reader who may
    not know more than the summary tier. ``contracted_with`` are organisations, ``rows`` the
    indicators of a listing that is not stored.
    """
    price_min, price_max = (None, None) if public_only else _prices(listing)
    required = (
        public_among(listing.required_conditions) if public_only else listing.required_conditions
    )
    details = listing.details
    held = listing.indicators.all() if rows is None else rows
    return Profile(
        id=listing.pk,
        kind=listing.kind,  # type: ignore[arg-type]
        texts=texts_of(listing, public_only=public_only, rows=rows),
        language=listing.language,
        indicators=() if public_only else tuple(map(_indicator, held)),
        industry=listing.industry,
        field=listing.technology_field,
        region=listing.region[:6],  # matching compares counties, cities and provinces
        trl=listing.trl,
        price_min=price_min,
        price_max=price_max,
        currency=getattr(details, "currency", ""),
        modes=frozenset(listing.modes),
        deadline=None if public_only else getattr(details, "deadline", None),
        dated=timezone.localdate(listing.updated_at),
        organisation=str(listing.owner_id),
        contracted_with=frozenset(map(str, contracted_with)),
        encoding=encoding,
        required=frozenset(required),
    )


def _indicator(row: Wanted) -> Indicator:
    return Indicator(
        name=row.name,
        comparator=Comparator(row.comparator),
        value=row.value,
        value_max=row.value_max,
        unit=row.unit,
        must=row.must,
    )


def listing_document(
    listing: Listing, *, public_vector: Vector | None, full_vector: Vector | None
) -> Document:
    """The listing as the index holds it. Audiences come from its rows, as selectors read them."""
    audience: dict[str, set[str]] = {Tier.SUMMARY: set(), Tier.DETAILS: set()}
    for row in listing.audiences.all():
        audience[row.tier].add(row.token)
    summary = texts_of(listing, public_only=True)
    hidden = {name: text for name, text in texts_of(listing).items() if name not in summary}
    return Document(
        id=listing.pk,
        kind=listing.kind,  # type: ignore[arg-type]
        version=listing.document_version,
        visible=listing.published,
        language=listing.language,
        organisation=listing.owner_id,
        audience=frozenset(audience[Tier.SUMMARY]),
        texts=(
            TierText(Tier.SUMMARY.value, summary, frozenset(audience[Tier.SUMMARY])),
            TierText(Tier.DETAILS.value, hidden, frozenset(audience[Tier.DETAILS])),
        ),
        facets=facets_of(listing),
        published_at=listing.published_at,
        public_vector=public_vector,
        full_vector=full_vector,
        names={
            "organisation": f"{listing.owner.name} {listing.owner.name_en}".strip(),
            "field": " ".join(
                [*names("fields", listing.technology_field), *_choices_named(listing)]
            ),
        },
    )


def _choices_named(listing: Listing) -> Iterator[str]:
    """What its public choices are called in each language: a search for a category finds it."""
    for name in listing.type.filters:
        words = dict(listing.type.columns[name].flatchoices)
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                yield str(words.get(getattr(listing.details, name), ""))


def facets_of(listing: Listing) -> dict[str, tuple[str, ...]]:
    """Facet → the values that the listing counts for, wider ones included."""
    found = {
        "field": (listing.technology_field,),
        "industry": (listing.industry[:1], listing.industry) if listing.industry else (),
        "chain": chain_path(listing.chain),
        # A search for a province finds its cities.
        "region": path_to(listing.region),
        "trl": (str(listing.trl),) if listing.trl else (),
        "modes": tuple(listing.modes),
        "organisation": (str(listing.owner_id),),
        "language": (listing.language,),
        "stage": (getattr(listing.details, "stage", ""),) if _counted_openly(listing) else (),
        "money": (_band(listing),) if _counted_openly(listing) else (),
    }
    return {name: tuple(dict.fromkeys(v for v in values if v)) for name, values in found.items()}


MONEY_BANDS = (100_000, 500_000, 2_000_000, 10_000_000)  # upper ends, in yuan


def _counted_openly(listing: Listing) -> bool:
    """Whether its details may be counted: an index counts for everybody who finds it."""
    return listing.disclosure == Disclosure.PUBLIC


def _band(listing: Listing) -> str:
    """The band of its price or budget: the place of the first upper end that is not below it."""
    low, high = _prices(listing)
    amount = high if high is not None else low
    if amount is None or getattr(listing.details, "currency", "") != "CNY":
        return ""
    return str(next((at for at, end in enumerate(MONEY_BANDS) if amount <= end), len(MONEY_BANDS)))


def _prices(listing: Listing) -> tuple[Decimal | None, Decimal | None]:
    if listing.type.price is None:
        return None, None
    low, high = listing.type.price
    return getattr(listing.details, low), getattr(listing.details, high)


def indicator_written(row: Wanted) -> str:
    """An indicator as people write it: 面内导热系数≥1200W/(m·K)."""
    if row.not_detected:
        return f"{row.name}{row.unit}"
    sign = {">=": "≥", "<=": "≤", "range": ""}.get(row.comparator, row.comparator)
    value = f"{row.value.normalize():f}"
    if row.value_max is not None:
        value += f"–{row.value_max.normalize():f}"
    return f"{row.name}{sign}{value}{row.unit}"
