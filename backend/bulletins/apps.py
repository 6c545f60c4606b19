from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    name = "backend.bulletins"
    label = "bulletins"

    def ready(self) -> None:
        from backend.accounts.trail import words_register

        from . import notices, places  # noqa: F401  # each registers what it holds
        from .lifecycle import ISSUE

        words_register(ISSUE.trail_words())
