from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "backend.exchange"
    label = "exchange"

    def ready(self) -> None:
        from . import desk, places  # noqa: F401  # each registers what it holds
