"""Makes the tables of all models in an empty database, and notes every migration as applied:
``python -m tests.tables``.

What the migrations make, in a tenth of their time: each of them lays out all models before it anew. That
both are the same is held by ``makemigrations --check``; that migrations run, by every test that starts
the product.
"""

from __future__ import annotations

import os

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import override_settings


def main() -> None:
    """Make and note."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
    django.setup()
    without = {config.label: None for config in apps.get_app_configs()}
    with override_settings(MIGRATION_MODULES=without):
        call_command("migrate", run_syncdb=True, verbosity=0)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in sorted(MigrationLoader(None).disk_migrations):
        recorder.record_applied(app, name)


if __name__ == "__main__":
    main()
