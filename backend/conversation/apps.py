from django.apps import AppConfig


class ConversationConfig(AppConfig):
    name = "backend.conversation"
    label = "conversation"

    def ready(self) -> None:
        from . import notices, subjects  # noqa: F401  # files hang on messages
