from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "backend.attachments"
    label = "attachments"

    def ready(self) -> None:
        from backend.accounts.trail import words_register

        from . import notices  # noqa: F401  # each registers what it holds
        from .trail import WORDS

        words_register(WORDS)
