"""The image's file, compose and the units: what can be told of them without building or starting."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from backend.config.settings.env import DOCUMENTED
from deploy.local.installation import HOME, ROLES, SHARED, UNITS, unit

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
CONTAINERFILE = DEPLOY / "image" / "Containerfile"
RUN = DEPLOY / "run"
# What these files ask of their own environment, and no process of the product reads.
OWN = {"TIQIAO_HOST", "TIQIAO_TLS", "TIQIAO_IMAGE", "TIQIAO_WEB", "TIQIAO_CADDY"}


def _program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def _run(*command: object, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, **more)


def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text("utf-8"))
    return found


def roles_of_run() -> set[str]:
    return set(re.findall(r"^(\w+)\)$", RUN.read_text("utf-8"), re.M))


def test_the_image_passes_the_linter() -> None:
    found = _run(_program("hadolint"), CONTAINERFILE)
    assert found.returncode == 0, found.stdout


def test_the_image_sends_and_copies_what_there_is() -> None:
    text = CONTAINERFILE.read_text("utf-8")
    sent = {
        line[1:] for line in (ROOT / ".containerignore").read_text().splitlines() if line[:1] == "!"
    }
    copied = {
        source.rstrip("/")
        for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.M)
        for source in line.split()[:-1]
    }
    assert copied == sent
    assert [path for path in sorted(copied) if not (ROOT / path).exists()] == []
    assert "USER 10001:10001" in text


def test_the_products_lock_is_part_of_the_whole() -> None:
    pinned = re.compile(r"^([a-z0-9._-]+==[^ ;]+)", re.M)
    locks = ("requirements-product.lock", "requirements.lock")
    product, whole = (set(pinned.findall((ROOT / lock).read_text())) for lock in locks)
    assert product < whole
    assert not [name for name in product if name.startswith(("pytest", "mypy", "embedded-"))]


@pytest.mark.parametrize(
    "file",
    [
        DEPLOY / "compose" / "compose.yaml",
        DEPLOY / "compose" / "example.env",
        UNITS / "example.env",
        SHARED,
        CONTAINERFILE,
    ],
    ids=lambda path: path.name,
)
def test_every_variable_named_is_one_that_is_read(file: Path) -> None:
    named = set(re.findall(r"TIQIAO_[A-Z0-9_]+", file.read_text("utf-8")))
    known = set(DOCUMENTED) | {f"{name}_FILE" for name in DOCUMENTED} | OWN
    assert named - known == set()


def test_compose_is_whole() -> None:
    """Names lead somewhere, images are pinned, and nothing of ours runs with more than it needs."""
    found = compose()
    for name, service in found["services"].items():
        assert set(service.get("secrets", [])) <= set(found["secrets"]), name
        assert set(service["networks"]) <= set(found["networks"]), name
        assert set(service.get("depends_on", {})) <= set(found["services"]), name
        volumes = {volume.partition(":")[0] for volume in service.get("volumes", [])}
        assert {v for v in volumes if not v.startswith(".")} <= set(found["volumes"]), name
        assert service["deploy"]["resources"]["limits"].keys() == {"cpus", "memory"}, name
        assert "healthcheck" in service or name in {"proxy", "web"}, name
        if "TIQIAO_IMAGE" in service["image"]:
            assert service["read_only"] is True
            assert service["cap_drop"] == ["ALL"]
            assert service["command"][0] in roles_of_run()
        else:
            assert re.search(r":\d+\.\d+", service["image"]), name
    assert {"ports"} & found["services"]["database"].keys() == set()
    written = (DEPLOY / "compose" / "secrets.sh").read_text()
    assert set(re.findall(r"^keep (\w+)", written, re.M)) == set(found["secrets"])


def test_secrets_are_made_once(tmp_path: Path) -> None:
    shutil.copy(DEPLOY / "compose" / "secrets.sh", tmp_path)
    made = []
    for _ in range(2):
        assert _run("sh", tmp_path / "secrets.sh").returncode == 0
        made.append({path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()})
    assert made[0] == made[1]
    assert made[0]["database_password"] in made[0]["database_url"]
    assert len({made[0][name] for name in ("secret_key", "signing_key")}) == 2
    assert all(len(made[0][name]) >= 50 for name in ("secret_key", "signing_key"))


@pytest.mark.parametrize("tls", ["", "tls internal"])
def test_the_proxy_understands_its_file(tls: str) -> None:
    environment = os.environ | {"TIQIAO_HOST": "tiqiao.example.org", "TIQIAO_TLS": tls}
    found = _run(
        _program("caddyserver"), "adapt", "--config", DEPLOY / "compose" / "Caddyfile", "--validate",
        env=environment,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    assert "tiqiao.example.org" in found.stdout


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_the_units_are_understood_and_confined(tmp_path: Path) -> None:
    target = tmp_path / "tiqiao"
    (target / "deploy").mkdir(parents=True)
    shutil.copy(RUN, target / "deploy")
    for path in UNITS.iterdir():
        if path.is_file():
            text = path.read_text("utf-8").replace(HOME, str(target))
            (tmp_path / path.name).write_text(text)
    shutil.copytree(UNITS / SHARED.parent.name, tmp_path / SHARED.parent.name)
    for role in ("migrate", *ROLES):
        service = tmp_path / f"tiqiao-{role}.service"
        told = _run("systemd-analyze", "verify", "--man=no", "--recursive-errors=no", service)
        assert str(service.name) not in told.stderr, told.stderr
    web = tmp_path / "tiqiao-web.service"
    score = _run("systemd-analyze", "security", "--offline=true", "--threshold=20", web)
    assert score.returncode == 0, score.stdout[-400:]


def test_each_unit_starts_a_role_that_there_is() -> None:
    for role in ROLES:
        (line,) = unit(role)["ExecStart"]
        assert line == f"{HOME}/deploy/run {role}"
        assert role in roles_of_run()
    credentials = {value.partition(":")[0] for value in unit("web")["LoadCredential"]}
    given = re.findall(r"=%d/(\w+)", " ".join(unit("web")["Environment"]))
    assert credentials == set(given)


def test_a_worker_is_alive_by_its_file(tmp_path: Path) -> None:
    file = tmp_path / "alive"
    environment = os.environ | {"TIQIAO_HEARTBEAT_FILE": str(file)}
    assert _run(RUN, "alive", "60", env=environment).returncode == 1
    file.touch()
    assert _run(RUN, "alive", "60", env=environment).returncode == 0
    os.utime(file, (0, 0))
    assert _run(RUN, "alive", "60", env=environment).returncode == 1
    assert _run(RUN, "dance", env=environment).returncode == 64
