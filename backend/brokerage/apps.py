from django.apps import AppConfig


class BrokerageConfig(AppConfig):
    name = "backend.brokerage"
    label = "brokerage"

    def ready(self) -> None:
        from backend.accounts.trail import words_register
        from backend.deals.sections import section_register
        from backend.payments.payables import payable_register
        from backend.payments.sharing import COMMISSION, sharer_register

        from . import desk, notices, places  # noqa: F401  # each registers what it holds
        from .deal_section import SECTION
        from .earnings import commission_shares
        from .subjects import OWED
        from .trail import WORDS

        words_register(WORDS)
        section_register(SECTION)
        sharer_register("brokerage", COMMISSION, commission_shares)
        payable_register(OWED)
