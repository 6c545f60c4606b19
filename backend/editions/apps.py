from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "backend.editions"
    label = "editions"

    def ready(self) -> None:
        from backend.accounts.trail import words_register

        from . import desk, notices, places  # noqa: F401  # each registers what it holds
        from .lifecycle import EDITION

        words_register(EDITION.trail_words())
