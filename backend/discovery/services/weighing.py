"""Other weights of the signals: tried on the market as it is, then proposed to the gate."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.catalog.models import Listing
from backend.catalog.selectors import listing_visible_to
from backend.core.errors import NotFound
from backend.core.outbox import publish
from backend.discovery.documents import outcomes_export
from backend.discovery.encoding import encodings_ensure
from backend.discovery.events import WeightsProposed
from backend.discovery.models import ActiveRelease
from backend.discovery.releases import release_in_force
from backend.discovery.rules import operator_check
from matching import facade as matching
from matching.contracts import MatchingError, ScoredPair

from .pairing import candidates_of
from .profiles import Profiles

MOST = 200  # percent of a weight
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Moved:
    """An offer's place in a need's list now and under the weights tried, from 1."""

    listing: Listing
    now: int
    then: int
    level: str

    @property
    def by(self) -> int:
        """Places gained, or lost where negative."""
        return self.now - self.then

    @property
    def lost(self) -> int:
        """Places lost."""
        return -self.by


def signals_weighed() -> dict[str, float]:
    """The signals of the release in force and their weights."""
    return dict(matching.release(release_in_force().ranker).weights)


def weights_try(*, actor: Actor, need_id: int, percents: Mapping[str, int]) -> list[Moved]:
    """A need's best offers under other weights; nothing is stored.

    Raises NotPermitted, NotFound, Unavailable, ValidationError for weights that cannot be.
    """
    operator_check(actor)
    need = listing_visible_to(actor, need_id)
    if not need.type.seeks or not need.published:
        raise NotFound(_("Choose a need that is on the market."))
    in_force = release_in_force()
    present = matching.release(in_force.ranker)
    tried = _reweighed(present, percents)
    encodings_ensure([need.pk], encoder=in_force.encoder_version)
    profiles = Profiles(in_force.encoder_version)
    (known,) = profiles.of([need.pk])
    wanted = known.whole
    offers = [offer.whole for offer in profiles.of(candidates_of(need, wanted))]
    now = matching.rank(wanted, offers, release=present, explain=0)
    then = matching.rank(wanted, offers, release=tried, explain=0)
    return _moved(now, then)


def weights_propose(*, actor: Actor, percents: Mapping[str, int]) -> None:
    """Have the gate compare these weights with those in force; the release appears when it has.

    Raises NotPermitted, ValidationError.
    """
    operator_check(actor)
    _reweighed(matching.release(release_in_force().ranker), percents)
    with transaction.atomic():
        publish(
            WeightsProposed(
                release_id=ActiveRelease.ONE,
                signals=tuple(percents),
                percents=tuple(percents.values()),
            ),
            actor_id=actor.person,
        )


def weights_compare(*, name: str, percents: Mapping[str, int]) -> None:
    """Write the release ``name`` with the gate's report; repeating it changes nothing.

    Raises MatchingError where nothing was judged yet.
    """
    if name in matching.release_names():
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "outcomes.jsonl"
        outcomes_export(path)
        present = matching.release(release_in_force().ranker)
        matching.propose_weights(path, present, _factors(percents), name=name)


def _reweighed(present: matching.Release, percents: Mapping[str, int]) -> matching.Release:
    try:
        return matching.reweighed(present, _factors(percents))
    except MatchingError as error:
        raise ValidationError(
            {"weights": _("These weights cannot be: %(why)s.") % {"why": error}}
        ) from error


def _factors(percents: Mapping[str, int]) -> dict[str, float]:
    return {signal: percent / 100 for signal, percent in percents.items()}


def _moved(now: Sequence[ScoredPair], then: Sequence[ScoredPair]) -> list[Moved]:
    places = {pair.candidate_id: place for place, pair in enumerate(now, 1)}
    best = then[:SHOWN]
    listings = Listing.objects.select_related("owner").in_bulk([p.candidate_id for p in best])
    return [
        Moved(listings[int(pair.candidate_id)], places[pair.candidate_id], place, pair.level.value)
        for place, pair in enumerate(best, 1)
    ]
