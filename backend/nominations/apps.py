from django.apps import AppConfig


class NominationsConfig(AppConfig):
    name = "backend.nominations"
    label = "nominations"

    def ready(self) -> None:
        from backend.accounts.trail import words_register

        from . import desk, notices, places, subjects  # noqa: F401  # each registers what it holds
        from .lifecycle import NOMINATION, ROUND

        words_register(ROUND.trail_words() | NOMINATION.trail_words())
