from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "backend.imports"
    label = "imports"

    def ready(self) -> None:
        from backend.accounts.trail import words_register

        from . import desk, places  # noqa: F401  # each registers what it holds
        from .lifecycle import IMPORT

        words_register(IMPORT.trail_words())
