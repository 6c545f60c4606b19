"""An installation as the units of systemd say, run on this machine without systemd:
``python -m deploy.local.installation [--port 8443]``.

Every command, variable and secret is read out of deploy/systemd, TLS is ended by the Caddyfile that
compose and hosts use, with an authority of its own. PostgreSQL, Valkey and Elasticsearch are the
wheels'. What stays unproven: the isolation that only systemd itself brings.
"""

from __future__ import annotations

import argparse
import os
import secrets
import shlex
import signal
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .application import ROOT, StartFailed, free_port
from .servers import start, stop

UNITS = ROOT / "deploy" / "systemd"
SHARED = UNITS / "tiqiao-.service.d" / "10-shared.conf"
CADDYFILE = ROOT / "deploy" / "compose" / "Caddyfile"
HOME = "/opt/tiqiao"  # where the units say that the product lies
ROLES = ("web", "worker", "matching", "beat")
PATIENCE = 300  # seconds; a busy machine is slow to load the encoder


@dataclass(frozen=True)
class Installation:
    """A running installation: its address, the authority that signed it, the web behind it."""

    address: str
    authority: Path
    web: str
    log: Path

    def get(self, path: str) -> tuple[int, Mapping[str, str], str]:
        """Status, headers and text of a page, over TLS that is checked."""
        context = ssl.create_default_context(cafile=str(self.authority))
        try:
            with urllib.request.urlopen(self.address + path, context=context, timeout=30) as answer:
                return answer.status, dict(answer.headers), answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers), error.read().decode()


def unit(name: str) -> dict[str, list[str]]:
    """What a unit and the file that all share say in [Service], key → values in their order."""
    found: dict[str, list[str]] = {}
    for path in (UNITS / f"tiqiao-{name}.service", SHARED):
        section = ""
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("["):
                section = line
            elif section == "[Service]" and "=" in line and not line.startswith("#"):
                key, _equals, value = line.partition("=")
                found.setdefault(key, []).append(value)
    return found


@contextmanager
def installed(folder: Path, servers: Mapping[str, str], port: int) -> Iterator[Installation]:
    """An installation in ``folder`` on running ``servers`` (addresses by variable); it ends with
    the block. Raises StartFailed.
    """
    credentials = _secrets(folder / "secrets", servers["DATABASE_URL"])
    web, log = free_port(), folder / "log"
    environment = _environment(folder, servers, port) | {"PORT": str(web)}
    processes: list[subprocess.Popen[bytes]] = []
    with log.open("ab") as output:
        try:
            migrate = _command("migrate", credentials, environment)
            if subprocess.run(**migrate, stdout=output, stderr=output).returncode:  # type: ignore[call-overload]
                raise StartFailed(f"the migrations failed; see {log}")
            for role in ROLES:
                command = _command(role, credentials, environment)
                processes.append(subprocess.Popen(**command, stdout=output, stderr=output))  # type: ignore[call-overload]
            processes.append(_proxy(folder, environment, port, web, output))
            found = Installation(
                f"https://localhost:{port}",
                folder / "caddy" / "caddy" / "pki" / "authorities" / "local" / "root.crt",
                f"http://127.0.0.1:{web}",
                log,
            )
            _await(found, processes)
            yield found
        finally:
            for process in reversed(processes):
                process.send_signal(signal.SIGTERM)
            for process in processes:
                process.wait(timeout=60)


def _secrets(folder: Path, database: str) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    given = {"database_url": database, "smtp_password": "", "metrics_token": "figures"}
    for name in ("secret_key", "signing_key"):
        given[name] = secrets.token_hex(40)
    for name, value in given.items():
        path = folder / name
        if not path.exists() or name == "database_url":
            path.write_text(value)
            path.chmod(0o600)
    return folder


def _environment(folder: Path, servers: Mapping[str, str], port: int) -> dict[str, str]:
    lines = (UNITS / "example.env").read_text("utf-8").splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TIQIAO_")}
    others = {f"TIQIAO_{name}": url for name, url in servers.items() if name != "DATABASE_URL"}
    return clean | example | others | {
        "TIQIAO_HOST": f"https://localhost:{port}",
        "TIQIAO_PUBLIC_URL": f"https://localhost:{port}",
        "TIQIAO_ALLOWED_HOSTS": "localhost",
        "TIQIAO_DATA_DIR": str(folder / "data"),
        "TIQIAO_MODEL_DIR": str(ROOT / ".cache" / "models"),
        "TIQIAO_TLS": "tls internal",
    }  # fmt: skip


def _command(role: str, credentials: Path, environment: Mapping[str, str]) -> dict[str, object]:
    """What ``subprocess`` is told to run a unit's process."""
    said = unit(role)
    own = dict(value.split("=", 1) for value in said["Environment"])
    own = {name: value.replace("%d", str(credentials)) for name, value in own.items()}
    heartbeat = {"TIQIAO_HEARTBEAT_FILE": str(credentials.parent / f"{role}.alive")}
    (line,) = said["ExecStart"]
    return {
        "args": shlex.split(line.replace(HOME, str(ROOT))),
        "env": {**environment, **own, **heartbeat},
        "cwd": ROOT,
    }


def _proxy(
    folder: Path, environment: Mapping[str, str], port: int, web: int, output: object
) -> subprocess.Popen[bytes]:
    own = {
        "TIQIAO_WEB": f"127.0.0.1:{web}",
        # The redirect from plain HTTP takes a port too, and nobody's trust store is touched.
        "TIQIAO_CADDY": f"http_port {free_port()}\n\tskip_install_trust",
        "XDG_DATA_HOME": str(folder / "caddy"),
        "XDG_CONFIG_HOME": str(folder / "caddy"),
    }
    program = [Path(sys.executable).with_name("caddyserver"), "run", "--adapter", "caddyfile"]
    command = [str(part) for part in (*program, "--config", CADDYFILE)]
    return subprocess.Popen(command, env={**environment, **own}, stdout=output, stderr=output)  # type: ignore[call-overload,no-any-return]


def _await(found: Installation, processes: list[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if any(process.poll() is not None for process in processes):
            raise StartFailed(f"a process ended at once; see {found.log}")
        try:
            if found.get("/")[0] == 200:
                return
        except (OSError, ValueError):
            pass
        time.sleep(0.5)
    raise StartFailed(f"{found.address} does not answer; see {found.log}")


def main() -> int:
    """Run it until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m deploy.local.installation")
    parser.add_argument("--port", type=int, default=8443)
    port = parser.parse_args().port
    folder = ROOT / "var" / "installation"
    folder.mkdir(parents=True, exist_ok=True)
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    addresses = start(ROOT / ".servers" / "installation")
    try:
        with installed(folder, addresses, port) as found:
            print(f"Ready: {found.address}/ (authority {found.authority}; Ctrl-C ends it)")
            sys.stdout.flush()
            stopping.wait()
    except StartFailed as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        stop(ROOT / ".servers" / "installation")
    return 0


if __name__ == "__main__":
    sys.exit(main())
