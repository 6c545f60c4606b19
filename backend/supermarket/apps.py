from django.apps import AppConfig


class SupermarketConfig(AppConfig):
    name = "backend.supermarket"
    label = "supermarket"

    def ready(self) -> None:
        from backend.catalog.sections import section_register

        from . import places  # noqa: F401  # registers what it holds
        from .listing_section import SECTION

        section_register(SECTION)
