from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "backend.programmes"
    label = "programmes"

    def ready(self) -> None:
        from backend.accounts.trail import words_register
        from backend.deals.sections import section_register
        from backend.payments.payables import reliever_register

        from . import desk, notices, places, subjects  # noqa: F401  # each registers what it holds
        from .checks import checks_register
        from .deal_section import SECTION
        from .selectors import reliefs_by_vouchers
        from .trail import WORDS

        checks_register()
        words_register(WORDS)
        section_register(SECTION)
        reliever_register(reliefs_by_vouchers)
