"""Where notices go beside the inbox and mail: chat robots and browsers, both off by default."""

from django.core.exceptions import ImproperlyConfigured

from . import env

_SERVICES = {"wecom", "dingtalk", "feishu", "lark"}
ROBOTS = env.words(
    "ROBOTS", about="Chat robots that may be added: wecom, dingtalk, feishu, lark; empty: none"
)
if set(ROBOTS) - _SERVICES:
    raise ImproperlyConfigured(f"TIQIAO_ROBOTS knows {', '.join(sorted(_SERVICES))} alone")
PUSH_KEY = env.text("PUSH_KEY", about="Private VAPID key of web push, base64url; empty: none")
PUSH_CONTACT = env.text(
    "PUSH_CONTACT", "mailto:tiqiao@localhost", about="Where push services may write to"
)
