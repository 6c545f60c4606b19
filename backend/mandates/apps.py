from django.apps import AppConfig


class MandatesConfig(AppConfig):
    name = "backend.mandates"
    label = "mandates"

    def ready(self) -> None:
        from backend.accounts.actors import mandates_register
        from backend.accounts.trail import words_register

        from . import desk, notices, places  # noqa: F401  # each registers what it holds
        from .selectors import mandates_read
        from .trail import WORDS

        words_register(WORDS)
        mandates_register(mandates_read)
