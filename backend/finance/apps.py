from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "backend.finance"
    label = "finance"

    def ready(self) -> None:
        from backend.accounts.trail import words_register
        from backend.deals.sections import section_register

        from . import desk, notices, places  # noqa: F401  # each registers what it holds
        from .deal_section import SECTION
        from .trail import WORDS

        words_register(WORDS)
        section_register(SECTION)
