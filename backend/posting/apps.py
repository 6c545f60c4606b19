from django.apps import AppConfig


class PostingConfig(AppConfig):
    name = "backend.posting"
    label = "posting"

    def ready(self) -> None:
        from . import desk, notices, places  # noqa: F401  # each registers what it holds
