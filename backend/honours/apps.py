from django.apps import AppConfig


class HonoursConfig(AppConfig):
    name = "backend.honours"
    label = "honours"

    def ready(self) -> None:
        from backend.accounts.trail import words_register
        from backend.deals.sections import section_register

        from . import notices, places  # noqa: F401  # it registers what it holds
        from .deal_section import SECTION
        from .lifecycle import CASE, HONOUR_LIST

        section_register(SECTION)
        words_register(CASE.trail_words() | HONOUR_LIST.trail_words())
