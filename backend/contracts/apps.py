from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "backend.contracts"
    label = "contracts"

    def ready(self) -> None:
        from . import places  # noqa: F401
