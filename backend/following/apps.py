from django.apps import AppConfig


class FollowingConfig(AppConfig):
    name = "backend.following"
    label = "following"

    def ready(self) -> None:
        from . import desk, notices, places  # noqa: F401  # each registers what it holds
