"""The clock as it runs in the servers mode: beat on a real queue, with the whole schedule."""

from __future__ import annotations

import json
import shelve
import subprocess
from pathlib import Path

import pytest
import redis

from backend.config.schedule import JOBS
from deploy.local import servers
from deploy.local.application import CELERY, ROOT, environment_of

pytestmark = pytest.mark.servers
WAIT = 120  # seconds; beat sends a sweep every five


def test_beat_sweeps_both_queues_and_knows_every_job(tmp_path: Path) -> None:
    book = tmp_path / "beat"
    with servers.running_servers(tmp_path / "servers", ["valkey"], report=lambda line: None) as at:
        environment = environment_of(data=tmp_path / "data", servers={"REDIS_URL": at["REDIS_URL"]})
        command = [*CELERY, "beat", "-s", str(book), "--pidfile=", "-l", "error"]
        beat = subprocess.Popen(command, cwd=ROOT, env=environment)
        try:
            with redis.Redis.from_url(at["REDIS_URL"], socket_timeout=2 * WAIT) as store:
                for queue in ("default", "matching"):
                    found = store.blpop([queue], timeout=WAIT)
                    assert found is not None, f"nothing on the queue {queue}"
                    assert json.loads(found[1])["headers"]["task"] == "drain"
        finally:
            beat.terminate()
            beat.wait()
    with shelve.open(str(book)) as kept:
        assert set(JOBS) <= set(kept["entries"])
