from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "backend.portfolio"
    label = "portfolio"

    def ready(self) -> None:
        from backend.catalog.sections import section_register

        from . import desk, notices, places  # noqa: F401  # each registers what it holds
        from .listing_section import SECTION

        section_register(SECTION)
