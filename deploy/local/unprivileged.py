"""The user who runs what refuses to run as root, and folders where this user can go.

Root's checkout may lie in a closed home, and a machine may withhold the right to pass by file
permissions. What the user runs or writes then lies under ``AWAY``.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

AWAY = Path("/var/lib/tiqiao")


def identity() -> dict[str, Any]:
    """What ``subprocess`` is told so that root's command runs as nobody; nothing for others."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a short command as this user, in the root folder."""
    return subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, cwd="/", **identity()
    )


def give(path: Path) -> None:
    """Make this user the owner of ``path``."""
    user = identity()
    if user:
        os.chown(path, user["user"], user["group"])


def remove(folder: Path) -> None:
    """Remove a folder of this user's; nothing where there is none."""
    # The user empties it, the owner of the parent folder takes it away.
    run("rm", "-rf", folder)
    shutil.rmtree(folder, ignore_errors=True)


def reachable(path: Path) -> bool:
    """Whether this user can read ``path`` and pass through every folder above it."""
    if os.geteuid() != 0:
        return True
    readable = stat.S_IROTH | stat.S_IXOTH
    return path.stat().st_mode & readable == readable and all(
        folder.stat().st_mode & stat.S_IXOTH for folder in path.parents
    )


def folder_for(home: Path) -> Path:
    """``home`` where this user can go there, else a folder under AWAY that stands for it."""
    if reachable(home):
        return home
    for note in _away().glob("*/stands-for"):
        if not Path(note.read_text()).exists():
            remove(note.parent / "data")
            shutil.rmtree(note.parent, ignore_errors=True)
    folder = AWAY / hashlib.sha256(bytes(home)).hexdigest()[:16]
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)
    (folder / "stands-for").write_text(str(home))
    return folder


def copy_of(folder: Path, parts: Iterable[str], name: str) -> Path:
    """A copy of some parts of ``folder`` below AWAY / ``name``, open to all; made once."""
    copy = _away() / name
    if not copy.exists():
        fresh = Path(tempfile.mkdtemp(dir=AWAY))
        for part in parts:
            shutil.copytree(folder / part, fresh / part, symlinks=True)
        for path in (fresh, *fresh.rglob("*")):
            if not path.is_symlink():
                mode = path.stat().st_mode
                path.chmod(mode | 0o444 | (0o111 if mode & stat.S_IXUSR else 0))
        try:
            fresh.rename(copy)
        except OSError:  # somebody else's copy came first
            shutil.rmtree(fresh)
    return copy


def _away() -> Path:
    AWAY.mkdir(parents=True, exist_ok=True)
    AWAY.chmod(0o755)
    return AWAY
