from django.apps import AppConfig


class PoolsConfig(AppConfig):
    name = "backend.pools"
    label = "pools"

    def ready(self) -> None:
        from backend.accounts.trail import words_register
        from backend.catalog.sections import section_register

        from . import desk, notices, places, subjects  # noqa: F401  # each registers what it holds
        from .listing_section import SECTION
        from .trail import WORDS

        words_register(WORDS)
        section_register(SECTION)
