from django.apps import AppConfig


class MatchmakingConfig(AppConfig):
    name = "backend.matchmaking"
    label = "matchmaking"

    def ready(self) -> None:
        from backend.accounts.trail import words_register
        from backend.deals.origins import Origin, origin_register

        from . import desk, notices  # noqa: F401  # each registers what it holds
        from .models import Talk
        from .places import WORDS as words
        from .places import talk_url
        from .trail import WORDS

        words_register(WORDS)
        origin_register(Origin(kind=Talk.ORIGIN, words=words, url=talk_url))
