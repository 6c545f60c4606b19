from django.apps import AppConfig


class IntegrityConfig(AppConfig):
    name = "backend.integrity"
    label = "integrity"

    def ready(self) -> None:
        from backend.accounts.trail import words_register

        from . import desk, notices, places  # noqa: F401  # each registers what it holds
        from .lifecycle import DRAW, SANCTION

        words_register({**SANCTION.trail_words(), **DRAW.trail_words()})
