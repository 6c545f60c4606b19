from django.apps import AppConfig


class PanelConfig(AppConfig):
    name = "backend.panel"
    label = "panel"

    def ready(self) -> None:
        from . import desk, notices, places, subjects  # noqa: F401  # each registers what it holds
