"""PostgreSQL where an address is given, else a SQLite file."""

from typing import Any

from psycopg.conninfo import conninfo_to_dict

from . import env
from .base import DATA_DIR, private_file

_address = env.text(
    "DATABASE_URL", about="postgresql://user:password@host:port/name; empty: a SQLite file"
)

DATABASES: dict[str, dict[str, Any]]
if _address:
    _parts = conninfo_to_dict(_address)
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": _parts.get("dbname", "tiqiao"),
            "USER": _parts.get("user", ""),
            "PASSWORD": _parts.get("password", ""),
            "HOST": _parts.get("host", ""),
            "PORT": str(_parts.get("port", "")),
            "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 20}},
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            # SQLite gives its log and its lock file the same rights.
            "NAME": private_file(DATA_DIR / "tiqiao.sqlite3"),
            "OPTIONS": {
                # IMMEDIATE: a service that reads and then writes must not find the file changed.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    }

SESSION_ENGINE = "django.contrib.sessions.backends.db"
