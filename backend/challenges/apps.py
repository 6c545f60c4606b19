from django.apps import AppConfig


class ChallengesConfig(AppConfig):
    name = "backend.challenges"
    label = "challenges"

    def ready(self) -> None:
        from backend.accounts.trail import words_register
        from backend.catalog.sections import section_register
        from backend.deals.origins import Origin, origin_register

        from . import desk, notices, places, subjects  # noqa: F401  # each registers what it holds
        from .listing_section import SECTION
        from .models import Call
        from .places import WORDS as words
        from .places import award_url
        from .trail import WORDS

        words_register(WORDS)
        section_register(SECTION)
        origin_register(Origin(kind=Call.ORIGIN, words=words, url=award_url))
