from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "backend.portal"
    label = "portal"

    def ready(self) -> None:
        from anymail.signals import tracking

        from . import checks, desk, places  # noqa: F401
        from .notifying import mail_tracked

        tracking.connect(mail_tracked, dispatch_uid="portal.mail_tracked")
