from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "backend.privacy"
    label = "privacy"

    def ready(self) -> None:
        from . import places  # noqa: F401
