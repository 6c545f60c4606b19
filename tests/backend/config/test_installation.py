"""What an installation keeps to itself: sessions, mail, the demo, keys, files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from backend.accounts.models import User
from backend.accounts.regions import region_label
from tests import factories
from tests.browsers import browser
from tests.factories import Market

ROOT = Path(__file__).parents[3]


def signed_in_long_ago(person: User) -> Client:
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return browser(person)


def test_an_open_session_does_not_change_the_address_without_the_password(market: Market) -> None:
    client = signed_in_long_ago(market.buyer)
    form = {"email": "thief@example.org", "action_add": ""}
    answer = client.post(reverse("account_email"), form)
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    assert not EmailAddress.objects.filter(email="thief@example.org").exists()


def test_the_old_address_is_told(market: Market) -> None:
    client = signed_in_long_ago(market.buyer)
    old = market.buyer.email
    client.post(reverse("account_reauthenticate"), {"password": factories.PASSWORD})
    EmailAddress.objects.create(user=market.buyer, email="new@example.org", verified=True)
    mail.outbox.clear()
    client.post(reverse("account_email"), {"email": "new@example.org", "action_primary": ""})
    market.buyer.refresh_from_db()
    assert market.buyer.email == "new@example.org"
    assert [old] in [message.to for message in mail.outbox]


def test_a_reset_link_leads_to_the_public_address(market: Market) -> None:
    signed_in_long_ago(market.buyer)
    form = {"email": market.buyer.email}
    Client(headers={"host": "localhost:6666"}).post(reverse("account_reset_password"), form)
    (message,) = mail.outbox
    assert f"{settings.PUBLIC_URL}/accounts/" in message.body
    assert "6666" not in message.body


@pytest.mark.parametrize("address", ["/desk/", "/my/settings/", "/api/v1/me/", "/", "/admin/"])
def test_what_a_session_shows_is_kept_by_no_cache(market: Market, address: str) -> None:
    answer = browser(market.operator).get(address)
    assert answer["Cache-Control"].replace("no-cache, ", "").startswith(("private", "max-age=0"))
    assert "no-store" in answer["Cache-Control"]


def test_a_strangers_page_may_be_cached(db: None) -> None:
    assert "no-store" not in browser().get("/api/v1/needs/").headers.get("Cache-Control", "")


def test_the_demo_needs_its_setting(db: None, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="TIQIAO_DEMO"):
        call_command("seed_demo", "--people")
    assert not User.objects.exists()


def test_a_short_key_stops_the_start(tmp_path: Path) -> None:
    environment = {"TIQIAO_SECRET_KEY": "short", "TIQIAO_DATA_DIR": str(tmp_path), "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", "import backend.config.settings"],
        cwd=ROOT, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode != 0
    assert "TIQIAO_SECRET_KEY" in done.stderr


def test_only_the_owner_reads_what_is_kept(tmp_path: Path) -> None:
    environment = {"TIQIAO_DATA_DIR": str(tmp_path), "PATH": ""}
    subprocess.run(
        [sys.executable, "-c", "import backend.config.settings"],
        cwd=ROOT, env=environment, check=True,
    )  # fmt: skip
    modes = {path.name: path.stat().st_mode & 0o077 for path in tmp_path.iterdir()}
    kept = ("mail", "tiqiao.sqlite3", "index.sqlite3", "secret-key")
    assert {name: modes[name] for name in kept} == dict.fromkeys(kept, 0)


@pytest.mark.parametrize(
    ("code", "chinese", "english"),
    [
        ("120116", "天津滨海新区", "Binhai New Area, Tianjin"),
        ("130900", "河北沧州", "Cangzhou, Hebei"),
        ("110108", "北京海淀区", "Haidian, Beijing"),
    ],
)
def test_a_region_keeps_its_sense(code: str, chinese: str, english: str) -> None:
    from django.utils import translation

    with translation.override("zh-hans"):
        assert region_label(code) == chinese
    with translation.override("en"):
        assert region_label(code) == english


def test_no_demo_organisation_that_waits_has_published() -> None:
    folder = ROOT / "backend" / "portal" / "demo"

    def rows(name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads((folder / f"{name}.json").read_text("utf-8"))
        return found

    waiting = {row["key"] for row in rows("organisations") if not row["verified"]}
    people = {row["key"] for row in rows("people") if row["organisation"] in waiting}
    assert waiting
    for name in ("needs-a", "needs-b", "achievements-a", "achievements-b", "experts", "profiles"):
        assert not [r["key"] for r in rows(name) if r["contact"] in people and not r.get("draft")]
