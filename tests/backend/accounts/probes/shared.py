"""What a probe is: an act on something whose contact is whoever acts, where there are such, and one on
anything else of the organisation."""

from __future__ import annotations

from collections.abc import Callable

from backend.accounts.management.commands.duties import page
from backend.accounts.models import User
from tests.factories import Market

Act = Callable[[User], object]
Probes = dict[str, Callable[[Market], tuple[Act | None, Act]]]
page()  # loads the rules of every app
