from django.apps import AppConfig


class RefiningConfig(AppConfig):
    name = "backend.refining"
    label = "refining"

    def ready(self) -> None:
        from backend.accounts.trail import words_register

        from . import desk, notices, places, subjects  # noqa: F401  # each registers what it holds
        from .trail import WORDS

        words_register(WORDS)
