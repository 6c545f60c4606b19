from django.apps import AppConfig
from django.db.models.signals import post_migrate


class LedgerConfig(AppConfig):
    name = "backend.ledger"
    label = "ledger"

    def ready(self) -> None:
        from . import lifecycle  # noqa: F401  # its table registers itself
        from .checks import checks_register
        from .triggers import triggers_install

        checks_register()
        post_migrate.connect(triggers_install, sender=self)
