from django.apps import AppConfig
from django.db.models.signals import post_migrate


class LedgerConfig(AppConfig):
    name = "backend.ledger"
    label = "ledger"

    def ready(self) -> None:
        from . import lifecycle, places  # noqa: F401  # each registers what it holds
        from .checks import checks_register
        from .triggers import triggers_install

        checks_register()
        post_migrate.connect(triggers_install, sender=self)
