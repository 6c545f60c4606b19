"""Pools in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.accounts.api.serializers import OrganisationOutput
from backend.catalog.chains import edition
from backend.pools.models import Flag, Problem, Project
from backend.pools.pooling import PoolState

_MOST = 2**63 - 1
_CHAINS = [(code, node.english) for code, node in edition().nodes.items()]


class ChainRowOutput(serializers.Serializer[Any]):
    """A node of the map with what is counted in it and all below it."""

    code = serializers.CharField(source="node.code")
    chinese = serializers.CharField(source="node.chinese")
    english = serializers.CharField(source="node.english")
    level = serializers.IntegerField(
        source="node.level", help_text="1 chain, 2 stage, 3 link, 4 technology"
    )
    states = serializers.DictField(child=serializers.IntegerField())
    total = serializers.IntegerField()
    common_problems = serializers.IntegerField(source="problems")
    choke_points = serializers.IntegerField(help_text="0 for whoever is not signed in.")
    achievements = serializers.IntegerField()
    below = serializers.SerializerMethodField()

    def get_below(self, row: Any) -> list[dict[str, Any]]:
        """The nodes one step down."""
        return list(ChainRowOutput(row.below, many=True).data)


class PooledNeedOutput(serializers.Serializer[Any]):
    """A need of the pool; of what was solved and is shown no longer only chain and state."""

    id = serializers.SerializerMethodField()
    title = serializers.SerializerMethodField()
    chain = serializers.CharField()
    state = serializers.ChoiceField(PoolState.choices, source="pool_state")

    def get_id(self, need: Any) -> int | None:
        """Null for what is shown no longer."""
        return need.pk if need.told else None

    def get_title(self, need: Any) -> str:
        """Empty for what is shown no longer."""
        return str(need.title) if need.told else ""


class FlagInput(serializers.Serializer[Any]):
    """A flag on a need, with its ground."""

    need = serializers.IntegerField(min_value=1, max_value=_MOST, source="need_id")
    kind = serializers.ChoiceField(Flag.Kind.choices)
    ground = serializers.ChoiceField(Flag.Ground.choices)
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class FlagLiftInput(serializers.Serializer[Any]):
    """Why it is taken off."""

    note = serializers.CharField(max_length=1000)


class FlagOutput(serializers.ModelSerializer[Flag]):
    """A flag: on what, on what ground, set by whom and when."""

    flagged_for = OrganisationOutput()

    class Meta:
        model = Flag
        fields = ["id", "need", "kind", "ground", "note", "flagged_for", "created_at"]
        read_only_fields = fields


class ProblemInput(serializers.Serializer[Any]):
    """A common problem of needs by their ids."""

    title = serializers.CharField(max_length=200)
    text = serializers.CharField(max_length=4000)
    chain = serializers.ChoiceField(_CHAINS)
    needs = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=_MOST), max_length=50
    )


class ProblemOutput(serializers.ModelSerializer[Problem]):
    """A common problem; ``firms`` is how many agreed."""

    made_for = OrganisationOutput()
    firms = serializers.IntegerField()

    class Meta:
        model = Problem
        fields = [
            "id", "title", "text", "chain", "state", "firms", "made_for", "published_at", "revision",
        ]  # fmt: skip
        read_only_fields = fields


class ProjectInput(serializers.Serializer[Any]):
    """A project of needs by their ids, or of a common problem."""

    title = serializers.CharField(max_length=200)
    level = serializers.ChoiceField(Project.Level.choices)
    text = serializers.CharField(max_length=4000, required=False, allow_blank=True, default="")
    programme = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    chain = serializers.ChoiceField(_CHAINS, required=False, allow_blank=True, default="")
    needs = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=_MOST), max_length=50, default=list
    )
    problem = serializers.IntegerField(
        min_value=1, max_value=_MOST, required=False, allow_null=True, default=None
    )


class ProjectOutput(serializers.ModelSerializer[Project]):
    """A project of the pool."""

    made_for = OrganisationOutput()

    class Meta:
        model = Project
        fields = [
            "id", "number", "title", "text", "level", "programme", "chain", "region", "problem",
            "made_for", "state", "established_as", "result_note", "revision", "created_at",
        ]  # fmt: skip
        read_only_fields = fields
