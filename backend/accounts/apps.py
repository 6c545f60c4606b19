from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "backend.accounts"
    label = "accounts"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save

        from . import desk, notices  # noqa: F401
        from .regions import local_regions

        for signal in (post_save, post_delete):
            signal.connect(
                lambda **_kwargs: local_regions.forget(),
                sender=self.get_model("LocalRegion"),
                weak=False,
            )
