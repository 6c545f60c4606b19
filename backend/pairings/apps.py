from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class PairingsConfig(AppConfig):
    name = "backend.pairings"
    label = "pairings"

    def ready(self) -> None:
        from backend.accounts.trail import words_register
        from backend.deals.origins import Origin, origin_register

        from . import desk, notices  # noqa: F401
        from .models import Pairing
        from .trail import WORDS

        words_register(WORDS)
        origin_register(
            Origin(
                kind=Pairing.ORIGIN,
                words=_("Why they fit"),
                url=lambda pairing_id: reverse("pairing", args=[pairing_id]),
            )
        )
