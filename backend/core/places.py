"""Pages that any app may link to by name, and the main navigation.

A template links by ``{% url %}`` to pages of its own app and of those below. What lies above it names by
``{% place %}``: the app that has such a page registers it in its ``places.py``, imported by its
``AppConfig.ready``. A place with an ``order`` stands in the main navigation, for whom ``shown`` says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page by a name of its own. ``url_name`` and ``args`` are its address; a link may give further
    arguments. ``words`` says where it leads, lazily or for an actor, as ``shown`` does whether.
    """

    name: str
    url_name: str
    args: tuple[object, ...] = ()
    words: object = ""
    order: int | None = None
    shown: Callable[[Any], bool] = lambda actor: True

    def url(self, *args: object) -> str:
        """The address, with what a link gives."""
        return reverse(self.url_name, args=[*self.args, *args])

    def words_for(self, actor: Any) -> str:
        """Its name in the navigation."""
        return str(self.words(actor) if callable(self.words) else self.words)


_PLACES: dict[str, Place] = {}


def places_register(*places: Place) -> None:
    """Take an app's places. Raises ValueError where two share a name."""
    for place in places:
        if _PLACES.setdefault(place.name, place) != place:
            raise ValueError(f"two places are called {place.name}")


def place_named(name: str) -> Place:
    """The place of this name. Raises LookupError where no app registered one."""
    try:
        return _PLACES[name]
    except KeyError:
        raise LookupError(f"no place is called {name}") from None


LEADING = 6  # as many as one line of the header holds in English; the rest folds


def navigation_for(actor: Any) -> list[Place]:
    """The main navigation of an actor, in its order: the first ``LEADING`` stand in the header."""
    found = [p for p in _PLACES.values() if p.order is not None and p.shown(actor)]
    return sorted(found, key=lambda place: (place.order or 0, place.name))
