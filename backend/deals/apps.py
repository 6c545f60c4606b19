from django.apps import AppConfig


class DealsConfig(AppConfig):
    name = "backend.deals"
    label = "deals"

    def ready(self) -> None:
        from backend.accounts.trail import words_register

<<<<<<< HEAD
        from . import subjects  # noqa: F401  # registers the deal
=======
        from . import places  # noqa: F401
>>>>>>> main
        from .trail import WORDS

        words_register(WORDS)
