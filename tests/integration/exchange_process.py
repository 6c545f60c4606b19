"""A process of its own on an installation that exchanges listings with another one.

usage: python -m tests.integration.exchange_process ACTION, one of fill N, change N, harvest [PAGES],
partner ADDRESS NAME, told

``harvest PAGES`` ends after so many pages as a killed process does.
"""

from __future__ import annotations

import json
import os
import sys

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
django.setup()
settings.OUTGOING_LOOPBACK = True
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

from backend.accounts.models import Membership, User  # noqa: E402
from backend.accounts.selectors import actor_of  # noqa: E402
from backend.catalog.imported import ImportRow  # noqa: E402
from backend.catalog.importing import BATCH, listings_import_batch  # noqa: E402
from backend.exchange import services  # noqa: E402
from backend.exchange.models import Market, Record, Run  # noqa: E402
from backend.exchange.services import MarketValues, harvesting  # noqa: E402
from tests import factories  # noqa: E402

TEXT = "现有石墨片在转轴处反复弯折后开裂，导热下降，希望得到可弯折且导热稳定的材料。"


def fill(count: int, word: str = "需求") -> None:
    """So many needs of one enterprise, known by their numbers: filled again they change."""
    person = User.objects.filter(name="Buyer").first() or factories.market().buyer
    owner = Membership.objects.get(user=person).organisation_id
    rows = [
        ImportRow(
            number=n,
            external_id=f"n{n}",
            values=factories.NeedValues(title=f"{word}{n}", summary=TEXT, background=TEXT * 3),
            given=frozenset({"title", "summary", "background"}),
        )
        for n in range(count)
    ]
    for start in range(0, count, BATCH):
        listings_import_batch(
            actor=actor_of(person), owner_id=owner, kind="need", rows=rows[start : start + BATCH]
        )
    services.records_heal()


def partner(address: str, name: str) -> None:
    """Take another installation among the partners, by its feed."""
    operator = User.objects.filter(name="Operator").first()
    services.market_add(
        actor=actor_of(operator),
        market_name=name,
        name=f"市场 {name}",
        name_en="",
        region="130900",
        mail=f"desk@{name}",
        values=MarketValues(protocol="feed", address=f"{address}/exchange/feed/"),
    )


def harvest(pages: int = 0) -> None:
    """Begin a harvest or go on with one, to its end or its death; tells what came of it."""
    taken = harvesting.page_take

    def counted(run: Run, market: Market, page: object) -> None:
        if pages and run.pages >= pages:
            os._exit(9)
        taken(run, market, page)  # type: ignore[arg-type]

    harvesting.page_take = counted
    Market.objects.update(next_run_at=None)
    Run.objects.update(claimed_until=None)  # of the one that died
    run = Run.objects.filter(state=Run.State.RUNNING).first() or services.run_begin(
        actor=actor_of(User.objects.get(name="Operator")), market_id=Market.objects.get().pk
    )
    services.run_go_on(run_id=run.pk, seconds=3000)
    services.records_heal()
    run.refresh_from_db()
    counts = {name: getattr(run, name) for name in Run.COUNTED}
    print(json.dumps({"state": run.state, "error": run.error, **counts}))


def told() -> None:
    """What this market tells: identifier → hash of what is public."""
    rows = Record.objects.filter(deleted=False).values_list("identifier", "body__title")
    print(json.dumps(dict(rows)))


if __name__ == "__main__":
    action, *arguments = sys.argv[1:]
    if action == "partner":
        partner(*arguments)
    elif action == "told":
        told()
    elif action == "change":
        fill(int(arguments[0]), "改后")
    else:
        {"fill": fill, "harvest": harvest}[action](*map(int, arguments))
