from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "backend.disclosure"
    label = "disclosure"

    def ready(self) -> None:
        from backend.accounts.trail import words_register
        from backend.catalog.readings import recorder_register
        from backend.catalog.sections import section_register

        from . import desk, notices, places  # noqa: F401  # each registers what it holds
        from .listing_section import SECTION
        from .services import readings_note
        from .trail import WORDS

        words_register(WORDS)
        section_register(SECTION)
        recorder_register(readings_note)
