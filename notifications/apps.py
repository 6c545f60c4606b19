from typing import Any

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"
    label = "notifications"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_out

        user_logged_out.connect(_end_sockets, dispatch_uid="notifications.end_sockets")


def _end_sockets(sender: object, request: Any, user: Any, **kwargs: Any) -> None:
    """Django's own signal, because a sign-out is no act of the marketplace and has no event."""
    from .push import sign_out

    session_key = getattr(getattr(request, "session", None), "session_key", None)
    if user is not None and session_key:
        sign_out(user.pk, session_key)
