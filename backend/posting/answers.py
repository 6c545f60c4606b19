"""Answers as they are kept, and the need's form over them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language

from backend.accounts.models import Organisation
from backend.catalog.forms import FORMS, ListingForm
from backend.catalog.indicator_forms import BLANK_ROWS
from backend.catalog.kinds import NEED
from backend.catalog.models import Disclosure

from .questions import Question

Answers = dict[str, list[str]]

MOST_CHARACTERS = (
    25_000  # of one cell; the form says what is too long, and this bounds what is kept
)
_MUST = "required_conditions"
_TABLE = "indicators-"


def answers_begun(title: str, owner: Organisation | None) -> Answers:
    """What is likely: the firm's own region, the reader's language, what was searched."""
    return {
        "title": [title[:200]],
        "region": [owner.region if owner else ""],
        "language": ["zh" if (get_language() or "zh").startswith("zh") else "en"],
        "disclosure": [Disclosure.PUBLIC.value],
        "currency": ["CNY"],
        f"{_TABLE}TOTAL_FORMS": [str(BLANK_ROWS)],
        f"{_TABLE}INITIAL_FORMS": ["0"],
    }


def answers_merged(answers: Answers, question: Question, typed: Mapping[str, list[str]]) -> Answers:
    """The answers after a question was answered; ``typed`` are the cells of its page."""
    conditions = {name for name, field in NEED.conditions.items() if field in question.fields}
    kept = {name: said for name, said in answers.items() if not _asked(question, name)}
    new = {
        name: [cell[:MOST_CHARACTERS] for cell in said]
        for name, said in typed.items()
        if _asked(question, name)
    }
    musts = [name for name in answers.get(_MUST, []) if name not in conditions]
    musts += [name for name in typed.get(_MUST, []) if name in conditions]
    return {**kept, **new, _MUST: musts}


def _asked(question: Question, name: str) -> bool:
    return name in question.fields or ("indicators" in question.fields and name.startswith(_TABLE))


def form_over(answers: Answers) -> ListingForm:
    """The need's form, filled with the answers; it says what is wrong as the long form does."""
    data = QueryDict(mutable=True)
    for name, said in answers.items():
        data.setlist(name, said)
    form: Any = FORMS[NEED.name](data)
    return form  # type: ignore[no-any-return]
