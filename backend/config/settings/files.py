"""Static files straight from the packages that ship them; uploads in DATA_DIR."""

from .base import BASE_DIR, DATA_DIR

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns of a folder that is not there
MEDIA_ROOT = DATA_DIR / "files"
MEDIA_URL = "files/"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "backend.core.vendor.VendorFinder",
]
WHITENOISE_USE_FINDERS = True
VENDOR_ROOT = BASE_DIR / "node_modules"
# Whitelist: name served → file in node_modules.
VENDOR_FILES = {
    "vendor/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
}
