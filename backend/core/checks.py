"""What must always hold of the rows of the database, as code: apps register their invariants in
``<app>/checks.py``, the schedule, ``manage.py deals_check`` and tests run all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import structlog

log = structlog.get_logger()

Check = Callable[[], Iterable[str]]  # one line for each thing that is wrong, with its id

_CHECKS: dict[str, Check] = {}


def check_register(name: str, check: Check) -> None:
    """Take an invariant, named as what holds: "ledger.journals_sum_to_zero".

    Raises ValueError where two share a name.
    """
    if _CHECKS.setdefault(name, check) is not check:
        raise ValueError(f"two checks are called {name}")


def checks_run() -> dict[str, list[str]]:
    """What is wrong, by the name of the check, without those that hold."""
    found = {name: list(check()) for name, check in sorted(_CHECKS.items())}
    return {name: wrong for name, wrong in found.items() if wrong}


def checks_names() -> list[str]:
    """All that is checked."""
    return sorted(_CHECKS)


def deals_check() -> int:
    """The scheduled run: each finding is an error in the log; returns how many."""
    found = checks_run()
    for name, wrong in found.items():
        log.error("check_failed", check=name, count=len(wrong), first=wrong[:5])
    return sum(map(len, found.values()))
