from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "backend.tasks"
    label = "tasks"

    def ready(self) -> None:
        from . import desk, notices  # noqa: F401
