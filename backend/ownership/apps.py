from django.apps import AppConfig


class OwnershipConfig(AppConfig):
    name = "backend.ownership"
    label = "ownership"

    def ready(self) -> None:
        from backend.accounts.trail import words_register
        from backend.contracts.conditions_to_sign import condition_register
        from backend.deals.sections import section_register
        from backend.payments.sharing import SPLIT, sharer_register

        from . import desk, notices, places  # noqa: F401  # each registers what it holds
        from .checks import checks_register
        from .deal_section import SECTION
        from .plan_sharing import plan_shares
        from .signing_condition import shares_agreed
        from .trail import WORDS

        checks_register()
        words_register(WORDS)
        section_register(SECTION)
        condition_register(shares_agreed)
        sharer_register("ownership", SPLIT, plan_shares)
