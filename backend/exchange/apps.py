from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "backend.exchange"
    label = "exchange"

    def ready(self) -> None:
        from backend.catalog.sections import section_register

        from . import desk, places  # noqa: F401  # each registers what it holds
        from .listing_section import SECTION

        section_register(SECTION)
