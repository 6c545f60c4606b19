"""The questions that lead to a need: one a page, at most eight, each over fields of the need's form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.catalog.kinds import NEED
from backend.core.errors import NotFound


@dataclass(frozen=True, slots=True)
class Question:
    """A page: what it asks, what helps to answer, and the fields that hold the answer."""

    name: str
    heading: Any
    about: Any
    fields: tuple[str, ...]


_ASKED = (
    Question(
        "wanted",
        _("What do you want solved?"),
        _("One line is enough to begin. You can say the rest on the following pages."),
        ("title",),
    ),
    Question(
        "problem",
        _("What fails today?"),
        _(
            "Name the material, part or process, the conditions, and what you have tried. Solvers read "
            "this first, and matching reads every sentence."
        ),
        ("background", "current_process"),
    ),
    Question(
        "result",
        _("What should come out of it?"),
        _(
            "A process, a material, a device, a piece of software? Leave it empty where all are welcome."
        ),
        ("research_content",),
    ),
    Question(
        "indicators",
        _("By which figures will you know that it is solved?"),
        _(
            "Each row is one figure with its unit, as in data sheets: MPa, mg/L, W/(m·K), ℃. Tick “must "
            "be met” only where you would refuse whoever misses one of them."
        ),
        ("indicators", "acceptance"),
    ),
    Question(
        "belonging",
        _("Where does it belong?"),
        _("It leads those to you who work in the field. Leave out what you do not know."),
        ("technology_field", "industry", "region", "trl"),
    ),
    Question(
        "cooperation",
        _("How would you work together?"),
        _("Choose all that you would consider; nothing is decided by it."),
        ("modes",),
    ),
    Question(
        "money",
        _("What may it cost, and by when?"),
        _("A range is enough. It tells a solver whether the effort can pay."),
        ("budget_min", "budget_max", "own_funds", "currency", "deadline"),
    ),
    Question(
        "readers",
        _("Who may read it?"),
        _(
            "The details can wait until you have agreed with a partner; the summary is what others see."
        ),
        ("disclosure", "summary", "language"),
    ),
)


def _questions() -> tuple[Question, ...]:
    """With every field of the need's form: what no question names is asked where it belongs."""
    named = {name for question in _ASKED for name in question.fields}
    others = tuple(name for name in NEED.shown if name not in named)
    return tuple(
        Question(q.name, q.heading, q.about, q.fields + others) if q.name == "belonging" else q
        for q in _ASKED
    )


QUESTIONS = _questions()


def question_named(name: str) -> Question:
    """The question of this name. Raises NotFound where there is none."""
    for question in QUESTIONS:
        if question.name == name:
            return question
    raise NotFound(_("There is no such question."))


def number_of(question: Question) -> int:
    """Its place, from 1."""
    return QUESTIONS.index(question) + 1


def after(question: Question) -> Question | None:
    """The next one, None after the last."""
    at = number_of(question)
    return QUESTIONS[at] if at < len(QUESTIONS) else None


def before(question: Question) -> Question | None:
    """The one before, None before the first."""
    at = number_of(question)
    return QUESTIONS[at - 2] if at > 1 else None
