from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "backend.plans"
    label = "plans"

    def ready(self) -> None:
        from backend.accounts.trail import words_register

        from . import desk, places, subjects  # noqa: F401  # each registers what it holds
        from .trail import WORDS

        words_register(WORDS)
