from django.apps import AppConfig


class ConversationConfig(AppConfig):
    name = "backend.conversation"
    label = "conversation"

    def ready(self) -> None:
        from . import subjects  # noqa: F401  # registers the message, on which files hang
