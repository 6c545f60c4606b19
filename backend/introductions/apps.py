from django.apps import AppConfig


class IntroductionsConfig(AppConfig):
    name = "backend.introductions"
    label = "introductions"

    def ready(self) -> None:
        from backend.accounts.trail import words_register
        from backend.deals.origins import Origin, origin_register

        from . import desk, notices  # noqa: F401  # each registers what it holds
        from .models import Introduction
        from .places import WORDS as words
        from .places import introduction_url
        from .trail import WORDS

        words_register(WORDS)
        origin_register(Origin(kind=Introduction.ORIGIN, words=words, url=introduction_url))
