from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "backend.payments"
    label = "payments"

    def ready(self) -> None:
        from backend.accounts.trail import words_register
        from backend.ledger.kinds import details_register

        from . import (  # noqa: F401  # each registers what it holds
            checks,
            desk,
            notices,
            places,
            subjects,
        )
        from .models import Method
        from .trail import WORDS

        details_register(dict(Method.choices))
        words_register(WORDS)
