"""What every other settings file builds on."""

from pathlib import Path

from . import env

BASE_DIR = Path(__file__).resolve().parents[3]
DATA_DIR = Path(
    env.text("DATA_DIR", "var", about="Folder for the database, index, files and model cache")
)
if not DATA_DIR.is_absolute():
    DATA_DIR = BASE_DIR / DATA_DIR
DATA_DIR.mkdir(parents=True, exist_ok=True)


def private_folder(path: Path) -> Path:
    """A folder that only the product's own user reads; made if missing."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)
    return path


def private_file(path: Path) -> Path:
    """A file that only the product's own user reads; begun empty if missing."""
    path.touch(mode=0o600)
    path.chmod(0o600)
    return path


DEBUG = env.flag("DEBUG", about="Django's debug pages; never in production")
DEMO = env.flag("DEMO", about="Offer the demo accounts on the home page; never in production")

INSTALLED_APPS = [
    # Ours first: their templates and words come before those of libraries.
    "backend.core",
    "backend.accounts",
    "backend.attachments",
    "backend.tasks",
    "backend.versions",
    "backend.ledger",
    "backend.conversation",
    "backend.joining",
    "backend.payments",
    "backend.signing",
    "backend.ladder",
    "backend.integrity",
    "backend.catalog",
    "backend.disclosure",
    "backend.deals",
    "backend.terms",
    "backend.contracts",
    "backend.brokerage",
    "backend.registration",
    "backend.ownership",
    "backend.delivery",
    "backend.refining",
    "backend.mandates",
    "backend.panel",
    "backend.imports",
    "backend.bookings",
    "backend.matchmaking",
    "backend.pairings",
    "backend.introductions",
    "backend.pools",
    "backend.discovery",
    "backend.challenges",
    "backend.nominations",
    "backend.posting",
    "backend.commissioners",
    "backend.registers",
    "backend.portfolio",
    "backend.county",
    "backend.plans",
    "backend.insights",
    "backend.programmes",
    "backend.finance",
    "backend.following",
    "backend.helpdesk",
    "backend.supermarket",
    "backend.talent",
    "backend.webhooks",
    "backend.exchange",
    "backend.editions",
    "backend.bulletins",
    "backend.honours",
    "backend.privacy",
    "backend.portal",
    "backend.config",
    "notifications",
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "channels",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "backend.core.middleware.AdminPolicyMiddleware",
    "backend.core.middleware.PrivacyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "backend.core.middleware.EnteredTextMiddleware",
    "backend.accounts.middleware.ActorMiddleware",
    "backend.core.middleware.RefusalMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "backend.config.urls"
ASGI_APPLICATION = "backend.config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"  # for display; the database keeps UTC

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "backend.portal.context.page_frame",
            ],
        },
    }
]
