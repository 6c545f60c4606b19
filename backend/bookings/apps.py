from django.apps import AppConfig


class BookingsConfig(AppConfig):
    name = "backend.bookings"
    label = "bookings"

    def ready(self) -> None:
        from backend.accounts.trail import words_register
        from backend.payments.payables import payable_register

        from . import desk, notices, places  # noqa: F401  # each registers what it holds
        from .subjects import OWED
        from .trail import WORDS

        words_register(WORDS)
        payable_register(OWED)
