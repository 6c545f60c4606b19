"""Static files straight from the packages that ship them; what people send lies in DATA_DIR or S3."""

from typing import Any

from . import env
from .base import BASE_DIR, DATA_DIR, private_folder

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns of a folder that is not there
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "backend.core.vendor.VendorFinder",
]
WHITENOISE_USE_FINDERS = True
VENDOR_ROOT = BASE_DIR / "node_modules"
# Whitelist: name served → file in node_modules.
VENDOR_FILES = {
    "vendor/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "vendor/echarts.min.js": "echarts/dist/echarts.common.min.js",
    "vendor/sortable.min.js": "sortablejs/Sortable.min.js",
}

FILE_MAX_BYTES = (
    env.number("FILE_MAX_MB", 20, about="Largest file taken, in megabytes") * 1024 * 1024
)
FILES_BODY_MAX_BYTES = 2 * FILE_MAX_BYTES  # of a request of whoever is signed in
CLAMD = env.text(
    "CLAMD", about="host:port or unix:/path of a clamd that checks every file; empty: none does"
)
_bucket = env.text(
    "S3_BUCKET", about="Private bucket for files; empty: the folder attachments in DATA_DIR"
)
_s3: dict[str, Any] = {
    "bucket_name": _bucket,
    "endpoint_url": env.text("S3_ENDPOINT", about="Address of the S3 service; empty: Amazon's")
    or None,
    "region_name": env.text("S3_REGION", about="Region of the bucket") or None,
    "access_key": env.text("S3_ACCESS_KEY", about="Access key; empty: as the machine's role says")
    or None,
    "secret_key": env.text("S3_SECRET_KEY", about="Secret key of the bucket") or None,
    "default_acl": "private",
    "file_overwrite": False,
    "signature_version": "s3v4",
}
_folder: dict[str, Any] = {
    "location": private_folder(DATA_DIR / "attachments"),
    # Readable by the application alone.
    "file_permissions_mode": 0o600,
    "directory_permissions_mode": 0o700,
}
STORAGES: dict[str, dict[str, Any]] = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "attachments": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": _s3}
    if _bucket
    else {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": _folder},
}
