from django.apps import AppConfig


class TalentConfig(AppConfig):
    name = "backend.talent"
    label = "talent"

    def ready(self) -> None:
        from backend.accounts.trail import words_register
        from backend.catalog.sections import section_register

        from . import desk, notices, places  # noqa: F401  # each registers what it holds
        from .listing_section import EXPERT_SECTION, NEED_SECTION
        from .trail import WORDS

        words_register(WORDS)
        section_register(EXPERT_SECTION)
        section_register(NEED_SECTION)
