from django.apps import AppConfig


class LadderConfig(AppConfig):
    name = "backend.ladder"
    label = "ladder"

    def ready(self) -> None:
        from backend.accounts.trail import words_register

        from . import desk, facts, notices, places, subjects  # noqa: F401  # each registers what it holds
        from .trail import WORDS

        words_register(WORDS)
