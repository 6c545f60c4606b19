"""Puts another release in force, and the one before it back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotFound, WrongState
from backend.core.outbox import publish
from backend.discovery.events import ReleasePromoted
from backend.discovery.models import ActiveRelease
from backend.discovery.releases import InForce, release_in_force
from backend.discovery.rules import operator_check
from matching import facade as matching
from matching.contracts import MatchingError

from .rebuilding import index_rebuild


def release_promote(*, actor: Actor, name: str) -> InForce:
    """Put the release ``name`` in force; every process follows, and everything is ranked anew.

    A learnt release must have passed its gate against the release now in force; what is shipped
    needs none. For another encoder everything is encoded and a generation of the index built
    first, which takes a while. Raises NotPermitted, NotFound, WrongState with the reason,
    Unavailable.
    """
    operator_check(actor)
    try:
        release = matching.release(name)
    except MatchingError as error:
        raise NotFound(str(error)) from error
    encoder = release.encoder_version or matching.encoder_version()
    if not matching.encoder_known(encoder):
        raise WrongState(
            _("%(name)s reads vectors of an encoder that is not here.") % {"name": name}
        )
    _check_gate(release, release_in_force())
    _index_for(encoder)
    with transaction.atomic():
        _lock()
        now = release_in_force()
        _check_gate(release, now)
        return _switch(now, InForce(encoder, name), actor)


def release_rollback(*, actor: Actor) -> InForce:
    """Put back what was in force before, and its generation of the index where the encoder differs.

    Raises NotPermitted, WrongState where nothing was promoted, Unavailable.
    """
    operator_check(actor)
    held = ActiveRelease.objects.filter(pk=ActiveRelease.ONE).first()
    if held is None:
        raise WrongState(_("Nothing was promoted: the shipped release is in force."))
    _index_for(held.previous_encoder_version)
    with transaction.atomic():
        row = ActiveRelease.objects.select_for_update().get(pk=ActiveRelease.ONE)
        if row.previous_encoder_version != held.previous_encoder_version:
            raise WrongState(_("Another release was put in force meanwhile: look again."))
        before = InForce(row.previous_encoder_version, row.previous_ranker)
        return _switch(InForce(row.encoder_version, row.ranker), before, actor)


def _index_for(encoder: str) -> None:
    """The index holds the encoder's vectors before a query has them: vectors never mix. In the
    moment until the row follows, searches go by words.
    """
    if encoder != release_in_force().encoder_version:
        index_rebuild(encoder=encoder)


def _lock() -> None:
    """Nobody else promotes until this transaction ends; the first one meets the primary key."""
    ActiveRelease.objects.select_for_update().filter(pk=ActiveRelease.ONE).first()


def _check_gate(release: matching.Release, now: InForce) -> None:
    if release.name == now.ranker:
        raise WrongState(_("%(name)s is in force already.") % {"name": release.name})
    gate = matching.gate_of(release)
    if gate is None:
        if release.learnt:
            raise WrongState(_("%(name)s was never compared.") % {"name": release.name})
        return
    if not gate.passed:
        raise WrongState(
            _("%(name)s did not pass its gate: %(why)s")
            % {"name": release.name, "why": "; ".join(gate.objections)}
        )
    if gate.present != now.ranker:
        raise WrongState(
            _("%(name)s was compared with %(other)s, but %(now)s is in force: train anew.")
            % {"name": release.name, "other": gate.present, "now": now.ranker}
        )


def _switch(now: InForce, then: InForce, actor: Actor) -> InForce:
    ActiveRelease.objects.update_or_create(
        pk=ActiveRelease.ONE,
        defaults={
            "encoder_version": then.encoder_version,
            "ranker": then.ranker,
            "previous_encoder_version": now.encoder_version,
            "previous_ranker": now.ranker,
        },
    )
    publish(
        ReleasePromoted(release_id=ActiveRelease.ONE, release=then.name, previous=now.name),
        actor_id=actor.user_id,
    )
    return then
