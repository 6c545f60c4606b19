from django.apps import AppConfig


class DealsConfig(AppConfig):
    name = "backend.deals"
    label = "deals"

    def ready(self) -> None:
        from backend.accounts.trail import words_register

        from . import desk, notices, places, subjects  # noqa: F401  # each registers what it holds
        from .deal_section import SECTION
        from .sections import section_register
        from .trail import WORDS

        words_register(WORDS)
        section_register(SECTION)
