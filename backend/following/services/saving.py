"""A search is kept under a name, changed, forgotten."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import User
from backend.core.errors import NotFound, WrongState
from backend.discovery.selectors import FACETS
from backend.following.models import MAX_NAME, MAX_TEXT, Question, SavedSearch, feed_secret

MOST = 50  # a person's saved searches


def search_save(
    *,
    actor: Actor,
    name: str,
    text: str,
    kind: str = "",
    filters: Mapping[str, str] | None = None,
    everything: bool = False,
    frequency: str = SavedSearch.Frequency.DAILY,
) -> SavedSearch:
    """Keep a search; what is published or changed from now on is held against it.

    ``filters`` are of discovery's FACETS, checked values. Raises NotPermitted, WrongState where there
    are too many, ValidationError for ``name``, ``q`` or ``frequency``.
    """
    person = actor.person
    text = " ".join(text.replace("\x00", "").split())
    chosen = {facet: value for facet, value in (filters or {}).items() if facet in FACETS and value}
    _check_words(text, kind, chosen)
    values = {"name": _name(name), "frequency": _frequency(frequency)}
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person)  # counted one after another
        own = SavedSearch.objects.filter(user_id=person)
        if own.count() >= MOST:
            raise WrongState(
                _("You keep %(n)d searches, the most there may be. Forget one first.") % {"n": MOST}
            )
        question, _made = Question.objects.get_or_create(
            text=text, everything=everything and bool(text)
        )
        asked = {facet: chosen.get(facet, "") for facet in FACETS}
        try:
            with transaction.atomic():
                return SavedSearch.objects.create(
                    user_id=person, question=question, kind=kind, **asked, **values
                )
        except IntegrityError:
            kept = own.get(question=question, kind=kind, **asked)
            raise ValidationError(
                {"q": [_("You keep this search already, as “%(name)s”.") % {"name": kept.name}]}
            ) from None


def search_change(
    *, actor: Actor, search_id: int, name: str | None = None, frequency: str | None = None
) -> SavedSearch:
    """Call it otherwise, or be told at other times. Raises NotFound, ValidationError."""
    with transaction.atomic():
        search = _locked(actor, search_id)
        if name is not None:
            search.name = _name(name)
        if frequency is not None:
            search.frequency = _frequency(frequency)
        search.save(update_fields=["name", "frequency", "updated_at"])
    return search


def feed_renew(*, actor: Actor, search_id: int) -> SavedSearch:
    """Give the feed a new secret address; the one before answers no more. Raises NotFound."""
    with transaction.atomic():
        search = _locked(actor, search_id)
        search.secret = feed_secret()
        search.save(update_fields=["secret", "updated_at"])
    return search


def search_forget(*, actor: Actor, search_id: int) -> None:
    """Keep it no longer, nor what it found. Raises NotFound."""
    with transaction.atomic():
        search = _locked(actor, search_id)
        question = Question.objects.select_for_update().get(pk=search.question_id)
        search.delete()
        if not question.searches.exists():
            question.delete()


def _locked(actor: Actor, search_id: int) -> SavedSearch:
    rows = SavedSearch.objects.select_for_update().filter(user_id=actor.person, pk=search_id)
    found = rows.first()
    if found is None:
        raise NotFound(_("There is no such saved search among yours."))
    return found


def _check_words(text: str, kind: str, filters: Mapping[str, str]) -> None:
    if len(text) > MAX_TEXT:
        raise ValidationError(
            {
                "q": [
                    _(
                        "A search that is kept has at most %(n)d characters; shorten it. A whole need "
                        "is better published: what fits it is then told by itself."
                    )
                    % {"n": MAX_TEXT}
                ]
            }
        )
    if not (text or kind or filters):
        raise ValidationError({"q": [_("Search for something, or choose a kind or a filter.")]})


def _name(name: str) -> str:
    name = " ".join(name.replace("\x00", "").split())
    if not name:
        raise ValidationError({"name": [_("Give the search a name.")]})
    if len(name) > MAX_NAME:
        raise ValidationError({"name": [_("At most %(n)s characters.") % {"n": MAX_NAME}]})
    return name


def _frequency(frequency: str) -> str:
    if frequency not in SavedSearch.Frequency.values:
        raise ValidationError({"frequency": [_("Choose how often you are told.")]})
    return frequency
