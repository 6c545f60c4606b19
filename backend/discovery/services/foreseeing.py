"""What a text would meet if it were posted: likely partners, and listings that say the same already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backend.accounts.actors import Actor
from backend.accounts.audiences import PUBLIC, REGISTERED
from backend.catalog.documents import listing_profile, texts_of
from backend.catalog.models import Indicator, Listing
from backend.catalog.selectors import listings_of, listings_visible_to
from backend.catalog.validation import apply_and_validate
from backend.catalog.values import ListingValues
from backend.contracts.selectors import partners_of
from backend.core.errors import Unavailable
from backend.discovery.encoding import vector_of
from backend.discovery.releases import InForce, release_in_force
from matching import facade as matching
from matching.contracts import Level, Profile
from search_index import facade as search_index
from search_index.contracts import CandidateQuery, IndexUnavailable

from .judging import pairs_judge
from .profiles import Known, Profiles, profiles_for_reader
from .resembling import SUSPECT

SHOWN = 3
OWN = 50  # of one's own listings held against the text
ALIKE = 30


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would become of a text that is not posted.

    ``fitting`` partners on the market would be recommended by what every account may read of them,
    ``stating`` of these report figures, ``left_out`` break what the text says must be met; ``best``
    are the first of them. ``same`` are listings, one's own or others', that may be this one already.
    """

    fitting: int
    stating: int
    left_out: int
    best: Sequence[Listing]
    same: Sequence[Listing]


def values_foresee(*, actor: Actor, owner_id: int | None, values: ListingValues) -> Foreseen | None:
    """Judge a text as if it were on the market; stores nothing. None while the encoder is loading.

    Raises Unavailable where the index does not answer, ValidationError where the values are wrong.
    """
    release = release_in_force()
    if not matching.warm(release.encoder_version):
        matching.warm_up_soon(release.encoder_version)
        return None
    listing, rows = _unsaved(owner_id, values)
    profile = _profile(listing, rows, release)
    found = _candidates(listing, profile, frozenset(listing.type.partners), owner_id)
    partners = Profiles(release.encoder_version).of(found)
    judged = pairs_judge(Known(listing, profile, profile), partners, release.ranker)
    fitting = sorted(judged.fitting_own, key=lambda pk: -judged.own[pk].score)
    shown = {known.listing.pk: known.shown for known in partners}
    weak = {pk for pk, pair in judged.own.items() if pair.level == Level.WEAK}
    best = listings_visible_to(actor).in_bulk(fitting[:SHOWN])
    return Foreseen(
        fitting=len(fitting),
        stating=sum(bool(shown[pk].indicators) for pk in fitting),
        left_out=len(judged.own.keys() - judged.fitting_own - weak),
        best=[best[pk] for pk in fitting[:SHOWN] if pk in best],
        same=_same(actor, listing, profile, release),
    )


def _unsaved(owner_id: int | None, values: ListingValues) -> tuple[Listing, list[Indicator]]:
    """A listing and its indicators, none of them stored."""
    listing = Listing(kind=values.kind)
    if owner_id is not None:
        listing.owner_id = owner_id
    checked = apply_and_validate(listing, values)
    setattr(listing, listing.type.relation, checked.details)
    return listing, checked.indicators


def _profile(listing: Listing, rows: Sequence[Indicator], release: InForce) -> Profile:
    (encoding,) = matching.encode(
        [texts_of(listing, rows=rows)],
        [listing.kind],
        release.encoder_version,
    )
    owner = listing.owner_id
    contracted = partners_of({owner})[owner] if owner else ()
    return listing_profile(listing, encoding, contracted_with=contracted, rows=rows)


def _candidates(
    listing: Listing, profile: Profile, kinds: frozenset[str], owner_id: int | None
) -> Sequence[int]:
    try:
        return search_index.candidates_for(
            CandidateQuery(
                text="\n".join(profile.texts.values()),
                kinds=kinds,
                vector=vector_of(profile.encoding) if profile.encoding else None,
                readers=frozenset({PUBLIC, REGISTERED}),
                exclude_organisation=owner_id,
                language=profile.language,
            )
        )
    except IndexUnavailable as error:
        raise Unavailable(str(error)) from error


def _same(actor: Actor, listing: Listing, profile: Profile, release: InForce) -> list[Listing]:
    """Of the same kind, as far as the actor may read them, and perhaps this one already."""
    others = list(_candidates(listing, profile, frozenset({listing.kind}), None))[:ALIKE]
    visible = listings_visible_to(actor).prefetch_related("indicators")
    rows = list(visible.filter(pk__in=others, kind=listing.kind))
    own = listings_of(actor, kind=listing.kind).prefetch_related("indicators")
    rows += [row for row in own[:OWN] if row.pk not in {row.pk for row in rows}]
    if not rows:
        return []
    profiles = profiles_for_reader(rows, encoder=release.encoder_version)
    held = {row.pk: row for row in rows}
    alike = matching.alike(profile, profiles, release.ranker)
    return [held[int(one.candidate_id)] for one in alike if one.same >= SUSPECT]
