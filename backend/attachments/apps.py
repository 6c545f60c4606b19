from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "backend.attachments"
    label = "attachments"

    def ready(self) -> None:
        from . import notices  # noqa: F401
