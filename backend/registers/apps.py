from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "backend.registers"
    label = "registers"

    def ready(self) -> None:
        from backend.accounts.trail import words_register

        from . import desk, notices, places  # noqa: F401  # each registers what it holds
        from .trail import WORDS

        words_register(WORDS)
