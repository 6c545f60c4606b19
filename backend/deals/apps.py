from django.apps import AppConfig


class DealsConfig(AppConfig):
    name = "backend.deals"
    label = "deals"

    def ready(self) -> None:
        from . import places  # noqa: F401
