"""Mail by SMTP where a server is named, else written to files under DATA_DIR and the console."""

from . import env
from .base import DATA_DIR, private_folder

EMAIL_HOST = env.text("SMTP_HOST", about="SMTP server; empty: mail is written to DATA_DIR/mail")
EMAIL_PORT = env.number("SMTP_PORT", 587, about="Port of the SMTP server")
EMAIL_HOST_USER = env.text("SMTP_USER", about="User of the SMTP server")
EMAIL_HOST_PASSWORD = env.text("SMTP_PASSWORD", about="Password of the SMTP server")
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "tiqiao@localhost", about="Sender of every mail")
EMAIL_FILE_PATH = private_folder(DATA_DIR / "mail")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)
