"""Measures the demo's market on needs and questions that nothing was chosen by: --help."""

from __future__ import annotations

import argparse
import json
import os
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from deploy.local.application import environment_of

HERE = Path(__file__).parent
BY = "an.zhiheng@qiheng.example"  # who posts the needs: somebody of an enterprise of the demo


def main() -> None:
    """Prints how questions, levels and verdicts do, or JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.unseen", description=__doc__)
    parser.add_argument(
        "--data",
        type=Path,
        help="folder of the demo's data, filled where it is not; else a new one",
    )
    parser.add_argument("--json", action="store_true", help="print JSON and nothing else")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        os.environ.update(
            environment_of(
                data=options.data or Path(folder), DEMO="1", LOG_LEVEL="ERROR", DISPATCH="manual"
            )
        )
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
        print(measured(as_json=options.json))


def measured(*, as_json: bool) -> str:
    """Seed what is missing, ask the questions, post the needs, and hold both against the judges."""
    import django

    django.setup()
    from django.core.management import call_command

    from backend.core.dispatcher import deliver_all
    from backend.discovery.management import pairing_evaluation, search_evaluation
    from backend.discovery.services import engines_warm_up

    call_command("migrate", verbosity=0)
    call_command("seed_demo", stdout=StringIO())
    engines_warm_up()
    questions = search_evaluation.evaluate_search(HERE / "questions.jsonl")
    needs_post(HERE / "needs.jsonl")
    deliver_all()
    pairings = pairing_evaluation.evaluate_pairings(HERE / "pairs.jsonl", HERE / "verdicts.jsonl")
    if as_json:
        told: dict[str, Any] = {
            "questions": questions.as_record(),
            "pairings": pairings.as_record(),
            "found": pairings.found,
        }
        return json.dumps(told, ensure_ascii=False, indent=2)
    return "\n\n".join(
        (search_evaluation.as_table(questions), pairing_evaluation.as_table(pairings))
    )


def needs_post(path: Path) -> None:
    """Post the needs of a file through the interface and publish them; those there are stay."""
    from rest_framework.test import APIClient

    from backend.accounts.models import User
    from backend.catalog.models import Listing

    client = APIClient()
    client.force_login(User.objects.get(email=BY))
    held = set(Listing.objects.filter(kind="need").values_list("title", flat=True))
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        if row["title"] in held:
            continue
        answer = client.post("/api/v1/needs/", row, format="json", headers={"host": "localhost"})
        assert answer.status_code == 201, (row["title"], answer.content.decode())
        address = f"/api/v1/needs/{answer.json()['id']}/publish/"
        published = client.post(address, {}, format="json", headers={"host": "localhost"})
        assert published.status_code == 200, (row["title"], published.content.decode())


main()
