from django.apps import AppConfig


class SigningConfig(AppConfig):
    name = "backend.signing"
    label = "signing"

    def ready(self) -> None:
        from . import notices, places  # noqa: F401  # each registers what it holds
