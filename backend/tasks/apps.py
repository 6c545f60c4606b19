from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "backend.tasks"
    label = "tasks"

    def ready(self) -> None:
        from backend.accounts.trail import words_register

        from . import desk, notices  # noqa: F401  # each registers what it holds
        from .trail import WORDS

        words_register(WORDS)
