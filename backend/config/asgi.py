"""The ASGI application: pages, sockets, and where embedded the threads of delivery and jobs."""

from __future__ import annotations

import os
import threading
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")

from django.core.asgi import get_asgi_application

_pages = get_asgi_application()

from channels.auth import AuthMiddlewareStack  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402
from django.conf import settings  # noqa: E402

from backend.discovery.services import engines_warm_up  # noqa: E402
from notifications.routing import websocket_urlpatterns  # noqa: E402

from .bodies import BodyLimit  # noqa: E402
from .delivery import DeliveryThread, JobThread  # noqa: E402
from .probes import Probes, probes_warm_up  # noqa: E402
from .tracing import tracing_start  # noqa: E402

_served = ProtocolTypeRouter(
    {
        "http": Probes(BodyLimit(_pages)),
        "websocket": AllowedHostsOriginValidator(
            AuthMiddlewareStack(URLRouter(websocket_urlpatterns))
        ),
    }
)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Requests and sockets; the server's lifespan starts and stops what runs beside them."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    else:
        await _served(scope, receive, send)


async def _lifespan(receive: Any, send: Any) -> None:
    beside = (DeliveryThread(), JobThread()) if settings.DISPATCH == "thread" else ()
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            tracing_start("web")
            probes_warm_up()
            # Pages are served at once; until the encoder is there searches go by words.
            threading.Thread(target=engines_warm_up, name="warm-up", daemon=True).start()
            for thread in beside:
                thread.start()
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            for thread in beside:
                thread.stop()
            await send({"type": "lifespan.shutdown.complete"})
            return
