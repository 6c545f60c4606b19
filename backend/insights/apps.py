from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "backend.insights"
    label = "insights"

    def ready(self) -> None:
        from . import places  # noqa: F401  # registers what it holds
