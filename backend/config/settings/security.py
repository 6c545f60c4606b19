"""Hosts, cookies and the content security policy."""

from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from . import env
from .base import DATA_DIR, DEBUG, DEMO, private_file

ALLOWED_HOSTS = env.words(
    "ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]", about="Host names served, comma-separated"
)
CSRF_TRUSTED_ORIGINS = env.words(
    "TRUSTED_ORIGINS", about="Origins with scheme that may post, for a proxy that ends TLS"
)
PUBLIC_URL = env.text(
    "PUBLIC_URL", "http://127.0.0.1:8000", about="Address that links in mail begin with"
).rstrip("/")
if "*" in ALLOWED_HOSTS:
    # Sockets are checked against this list; a star would let any site open one.
    raise ImproperlyConfigured("TIQIAO_ALLOWED_HOSTS must name hosts, not *")

TRUSTED_PROXIES = env.number(
    "TRUSTED_PROXIES", 0, about="Proxies before the product that add to X-Forwarded-For"
)

SECRET_KEY = env.text("SECRET_KEY", about="At least 50 characters; empty: kept in DATA_DIR")
if not SECRET_KEY:
    _key_file = private_file(DATA_DIR / "secret-key")
    if not _key_file.stat().st_size:
        _key_file.write_text(get_random_secret_key())
    SECRET_KEY = _key_file.read_text()
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("TIQIAO_SECRET_KEY needs 50 characters at least")

HTTPS = env.flag("HTTPS", about="Served over TLS: secure cookies, HSTS, redirects")
if HTTPS and (DEMO or DEBUG):
    # The demo's accounts have a password that its home page shows; debug pages show settings.
    raise ImproperlyConfigured("TIQIAO_DEMO and TIQIAO_DEBUG are not for what is served over TLS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.flag(
    "HSTS_SUBDOMAINS", about="TLS alone for all subdomains too; only who owns the domain can say"
)
# Which is why neither is asked for.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
BODY_MAX_BYTES = DATA_UPLOAD_MAX_MEMORY_SIZE  # of whoever is not signed in

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    },
}
# What the administration's own scripts need on top; they are served on its path alone.
ADMIN_CONTENT_SECURITY_POLICY = {
    "script-src": [UNSAFE_EVAL],
    "style-src": [UNSAFE_INLINE],
}
INTERNAL_IPS = ["127.0.0.1"] if DEBUG else []
