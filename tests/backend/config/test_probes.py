"""What keeps the processes running is told the truth: alive, ready, and what lacks."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from backend.config import probes
from backend.config.probes import Probes, lacking, migrations_missing

ROOT = Path(__file__).parents[3]


async def _nobody(scope: Any, receive: Any, send: Any) -> None:
    raise AssertionError("the application was asked")


def _asked(path: str) -> tuple[int, dict[str, Any]]:
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {}

    asyncio.run(Probes(_nobody)({"type": "http", "path": path}, receive, send))
    return sent[0]["status"], json.loads(sent[1]["body"])


def _broken() -> Any:
    raise OperationalError("no database")


def test_alive_touches_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "lacking", _broken)
    assert _asked("/livez") == (200, {"ready": True})


@pytest.mark.parametrize(("lacks", "status"), [({}, 200), ({"database": "OperationalError"}, 503)])
def test_ready_says_what_lacks(
    monkeypatch: pytest.MonkeyPatch, lacks: dict[str, str], status: int
) -> None:
    monkeypatch.setattr(probes, "lacking", lambda: lacks)
    answered, body = _asked("/readyz")
    assert (answered, body.get("lacks", {})) == (status, lacks)


def test_a_database_that_is_away_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "migrations_missing", _broken)
    assert lacking() == {"database": "OperationalError"}


def test_a_missing_migration_is_named(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert migrations_missing() == []
    known = probes._migrations_of_release() | {("catalog", "9999_of_the_next_release")}
    monkeypatch.setattr(probes, "_migrations_of_release", lambda: known)
    assert lacking() == {"migrations": "1 to apply, catalog.9999_of_the_next_release first"}
    with pytest.raises(CommandError, match="9999_of_the_next_release"):
        call_command("schema_wait", "--timeout", "-1")


def test_an_encoder_counts_where_this_process_matches(
    db: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probes, "encoder_is_ready", lambda: False)
    settings.DISPATCH = "celery"
    assert lacking() == {}
    settings.DISPATCH = "thread"
    assert lacking() == {"encoder": "is being loaded"}


SECRET = "s" * 60


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"TIQIAO_SECRET_KEY_FILE": "{folder}/key"}, ""),
        ({"TIQIAO_SECRET_KEY_FILE": "{folder}/nothing"}, "TIQIAO_SECRET_KEY_FILE cannot be read"),
        (
            {"TIQIAO_SECRET_KEY_FILE": "{folder}/key", "TIQIAO_SECRET_KEY": SECRET},
            "give one",
        ),
        ({"TIQIAO_HTTPS": "1", "TIQIAO_DEMO": "1"}, "not for what is served over TLS"),
    ],
)
def test_secrets_come_as_files_and_the_demo_not_over_tls(
    tmp_path: Path, given: dict[str, str], says: str
) -> None:
    (tmp_path / "key").write_text(f"{SECRET}\n")
    environment = {name: value.format(folder=tmp_path) for name, value in given.items()}
    environment |= {"TIQIAO_DATA_DIR": str(tmp_path), "PATH": os.environ["PATH"]}
    code = "from backend.config.settings import SECRET_KEY; print(SECRET_KEY)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    if says:
        assert done.returncode
        assert says in done.stderr
    else:
        assert done.stdout.strip() == SECRET


def test_production_settings_pass_the_deployment_check(tmp_path: Path) -> None:
    environment = {
        "TIQIAO_DATA_DIR": str(tmp_path),
        "TIQIAO_HTTPS": "1",
        "TIQIAO_PUBLIC_URL": "https://tiqiao.example.org",
        "TIQIAO_ALLOWED_HOSTS": "tiqiao.example.org",
        "PATH": os.environ["PATH"],
    }
    done = subprocess.run(
        [sys.executable, "-m", "backend.manage", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
