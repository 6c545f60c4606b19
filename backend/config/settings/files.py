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
_endpoint = env.text("S3_ENDPOINT", about="Address of the S3 service; empty: Amazon's")
_region = env.text("S3_REGION", about="Region of the bucket")
_access_key = env.text("S3_ACCESS_KEY", about="Access key; empty: as the machine's role says")
_secret_key = env.text("S3_SECRET_KEY", about="Secret key of the bucket")


def s3_storage(
    bucket: str, *, endpoint: str = "", region: str = "", access_key: str = "", secret_key: str = ""
) -> dict[str, Any]:
    """An entry of STORAGES for a private bucket; what is empty is left to the machine's role."""
    from botocore.config import Config

    options = {
        "bucket_name": bucket,
        "endpoint_url": endpoint or None,
        "region_name": region or None,
        "access_key": access_key or None,
        "secret_key": secret_key or None,
        "default_acl": "private",
        "file_overwrite": False,
        # A store that does not answer is told to the person who waits, within seconds.
        "client_config": Config(
            signature_version="s3v4",
            connect_timeout=3,
            read_timeout=20,
            retries={"total_max_attempts": 3},
        ),
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


_folder: dict[str, Any] = {
    "location": private_folder(DATA_DIR / "attachments"),
    # Readable by the application alone.
    "file_permissions_mode": 0o600,
    "directory_permissions_mode": 0o700,
}
STORAGES: dict[str, dict[str, Any]] = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "attachments": s3_storage(
        _bucket,
        endpoint=_endpoint,
        region=_region,
        access_key=_access_key,
        secret_key=_secret_key,
    )
    if _bucket
    else {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": _folder},
}
