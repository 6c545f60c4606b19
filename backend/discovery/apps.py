from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "backend.discovery"
    label = "discovery"

    def ready(self) -> None:
        from . import desk, places  # noqa: F401
