"""Mail by SMTP where a server is named, else written to files under DATA_DIR and the console."""

from django.core.exceptions import ImproperlyConfigured

from . import env
from .base import DATA_DIR, INSTALLED_APPS, private_folder

EMAIL_HOST = env.text("SMTP_HOST", about="SMTP server; empty: mail is written to DATA_DIR/mail")
EMAIL_PORT = env.number("SMTP_PORT", 587, about="Port of the SMTP server")
EMAIL_HOST_USER = env.text("SMTP_USER", about="User of the SMTP server")
EMAIL_HOST_PASSWORD = env.text("SMTP_PASSWORD", about="Password of the SMTP server")
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "tiqiao@localhost", about="Sender of every mail")
EMAIL_FILE_PATH = private_folder(DATA_DIR / "mail")
# A provider by django-anymail, which also tells what comes back or is complained of.
PROVIDERS = ("brevo", "mailgun", "mandrill", "resend", "sendgrid", "sparkpost")
MAIL_PROVIDER = env.text("MAIL_PROVIDER", about=f"Instead of SMTP: {', '.join(PROVIDERS)}")
if MAIL_PROVIDER and MAIL_PROVIDER not in PROVIDERS:
    raise ImproperlyConfigured(f"TIQIAO_MAIL_PROVIDER is none of {', '.join(PROVIDERS)}")
ANYMAIL = {
    f"{MAIL_PROVIDER.upper()}_API_KEY": env.text("MAIL_PROVIDER_KEY", about="Key of its API"),
    "WEBHOOK_SECRET": env.text(
        "MAIL_WEBHOOK_SECRET",
        about="name:password that it sends to /anymail/…/tracking/; empty: it tells nothing",
    ),
}
if MAIL_PROVIDER:
    INSTALLED_APPS.append("anymail")
    EMAIL_BACKEND = f"anymail.backends.{MAIL_PROVIDER}.EmailBackend"
elif EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
