"""Loaded before Django's settings: gives the test run its own data, index and database server.

PostgreSQL is started by the run and stopped when its last process ends. TIQIAO_TEST_DATABASE=sqlite
runs the same tests on the embedded default.
"""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from deploy.local.servers import running_servers
from tests import SERVERS

ROOT = Path(__file__).parents[1]

_open = ExitStack()
atexit.register(_open.close)


def _prepare() -> None:
    # Modules are compiled once, not by each of the dozens of processes that a run has.
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    data = tempfile.mkdtemp(prefix="tiqiao-tests-")
    _open.callback(shutil.rmtree, data, ignore_errors=True)
    for name in [name for name in os.environ if name.startswith("TIQIAO_")]:
        if not name.startswith("TIQIAO_TEST_"):
            del os.environ[name]
    os.environ |= {
        # Playwright keeps a loop running in the process whose tests drive a browser.
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
        "TIQIAO_DATA_DIR": data,
        "TIQIAO_MODEL_DIR": str(ROOT / ".cache" / "models"),
        "TIQIAO_MODEL": "null",
        "TIQIAO_DISPATCH": "manual",
        "TIQIAO_SIMULATED_PAYMENTS": "1",
        "TIQIAO_WEBHOOK_THREADS": "0",
        "TIQIAO_ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
        "TIQIAO_LOG_LEVEL": "CRITICAL",
        "TIQIAO_TIMESTAMP": "local",
    }
    if os.environ.get("TIQIAO_TEST_DATABASE", "postgresql") == "postgresql":
        addresses = _open.enter_context(running_servers(SERVERS, ["postgres"]))
        os.environ["TIQIAO_DATABASE_URL"] = addresses["DATABASE_URL"]


def pytest_collection_finish() -> None:
    """What is loaded by now stays: nothing looks through it for garbage any more."""
    gc.freeze()
    gc.set_threshold(10_000)
    gc.enable()


_prepare()
gc.disable()  # while all modules are loaded, which leave none
