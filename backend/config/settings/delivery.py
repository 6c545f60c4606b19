"""Events, schedule, sockets and cache: in this process, or on Redis with Celery."""

from typing import Any

from . import env
from .base import TIME_ZONE

REDIS_URL = env.text(
    "REDIS_URL", about="redis://host:port/0 for Celery, sockets and cache; empty: in this process"
)
# How events reach their reactions: "thread" (of the web process), "celery", or "manual" (tests).
DISPATCH = env.text(
    "DISPATCH",
    "celery" if REDIS_URL else "thread",
    about="celery, thread, or manual; by default celery where REDIS_URL is set, else thread",
)

CACHES: dict[str, dict[str, Any]]
if REDIS_URL:
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL]},
        }
    }
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    }
else:
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    # Limits of sign-in live here: what strangers make up must not push them out.
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 200_000},
        }
    }

# The outbox's tables grow with everything that happens (backend/core/jobs.py).
DELIVERIES_KEEP_DAYS = env.number(
    "DELIVERIES_KEEP_DAYS", 30, about="Days after which deliveries that are done go; 0: never"
)
NOTICES_KEEP_DAYS = env.number(
    "NOTICES_KEEP_DAYS",
    730,
    about="Days after which read notices go, with records of their mails, and summaries; 0: never",
)
EVENTS_KEEP_DAYS = env.number(
    "EVENTS_KEEP_DAYS",
    730,
    about="Days after which events move to the archive, where trails still find them; 0: never",
)

HEARTBEAT_FILE = env.text(
    "HEARTBEAT_FILE",
    about="File that a worker touches every few seconds once it is ready; empty: none",
)

CELERY_BROKER_URL = REDIS_URL
CELERY_TIMEZONE = TIME_ZONE  # of the schedule's times
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 900
CELERY_TASK_SOFT_TIME_LIMIT = 840
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_DEFAULT_QUEUE = "default"
# A publish must not wait long for a broker that is down: the sweep delivers later.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
    "visibility_timeout": 1200,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_POOL_LIMIT = 4
