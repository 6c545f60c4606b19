"""The composition root: hands engines their settings and wires events to reactions, once."""

from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings


class ConfigConfig(AppConfig):
    name = "backend.config"
    label = "config"

    def ready(self) -> None:
        from backend.accounts.audiences import PUBLIC, REGISTERED
        from backend.catalog.kinds import KINDS
        from backend.core import outbox
        from backend.discovery.dictionary import general_meanings, technical_meanings
        from backend.portal import notifying
        from matching import facade as matching
        from matching.contracts import KindTraits
        from search_index import facade as search_index

        from . import checks  # noqa: F401
        from .delivery import wake
        from .observing import observe
        from .subscriptions import SUBSCRIPTIONS

        matching.configure(
            **settings.MATCHING,
            kinds={
                kind.name: KindTraits(seeks=kind.seeks, tells_readiness=bool(kind.words.readiness))
                for kind in KINDS.values()
            },
        )
        search_index.configure(
            **settings.SEARCH,
            kinds={kind.name: kind.search_names for kind in KINDS.values()},
            everyone=(PUBLIC, REGISTERED),
            secret=settings.SECRET_KEY,
            meanings=technical_meanings(),
            general=general_meanings,
            observe=observe,
        )
        notifying.configure()
        outbox.subscribe(SUBSCRIPTIONS)
        outbox.wake_with(wake)
