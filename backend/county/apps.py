from django.apps import AppConfig


class CountyConfig(AppConfig):
    name = "backend.county"
    label = "county"

    def ready(self) -> None:
        from backend.accounts.trail import words_register

        from . import desk, notices, places, subjects  # noqa: F401  # each registers what it holds
        from .checks import checks_register
        from .trail import WORDS

        checks_register()
        words_register(WORDS)
