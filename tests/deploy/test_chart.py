"""The chart: rendered for each of its value files, every resource held against Kubernetes' schema."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import helm_python
import kubernetes_validate
import pytest
import yaml

from backend.config.settings.env import DOCUMENTED

ROOT = Path(__file__).parents[2]
CHART = ROOT / "deploy" / "chart"
VALUES = sorted((CHART / "ci").glob("*-values.yaml"))
# Resources of operators, whose schemas Kubernetes does not have.
FOREIGN = {"ServiceMonitor", "PrometheusRule"}


def values_of(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found


@cache
def rendered(path: Path) -> list[dict[str, Any]]:
    chart = helm_python.Chart.load(str(CHART))
    files = chart.render(values_of(path), name="market", namespace="tiqiao")
    return [
        resource
        for name, text in files.items()
        if not name.endswith(".txt")
        for resource in yaml.safe_load_all(text)
        if resource
    ]


def of_kind(path: Path, kind: str) -> list[dict[str, Any]]:
    return [resource for resource in rendered(path) if resource["kind"] == kind]


@pytest.mark.parametrize("path", VALUES, ids=lambda path: path.stem)
class TestEachValueFile:
    def test_it_passes_the_linter(self, path: Path) -> None:
        told = helm_python.lint(str(CHART), values_of(path), strict=True)
        assert told["errors"] == []
        assert [m for m in told["messages"] if "icon" not in m["error"]] == []

    def test_every_resource_is_valid(self, path: Path) -> None:
        found = rendered(path)
        assert len(found) >= 6
        for resource in found:
            if resource["kind"] not in FOREIGN:
                kubernetes_validate.validate(resource, "1.37.0", strict=True)

    def test_nothing_runs_as_root_or_writes_its_own_files(self, path: Path) -> None:
        run = [*of_kind(path, "Deployment"), *of_kind(path, "Job")]
        pods = [resource["spec"]["template"]["spec"] for resource in run]
        assert len(pods) == 5
        for pod in pods:
            assert pod["securityContext"]["runAsNonRoot"] is True
            assert pod["automountServiceAccountToken"] is False
            for container in pod["containers"]:
                assert container["securityContext"]["readOnlyRootFilesystem"] is True
                assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
                assert container["resources"]["limits"]["memory"]
                mounted = {mount["name"] for mount in container["volumeMounts"]}
                assert mounted == {volume["name"] for volume in pod["volumes"]}

    def test_every_variable_is_one_that_is_read(self, path: Path) -> None:
        known = set(DOCUMENTED) | {f"{name}_FILE" for name in DOCUMENTED}
        for deployment in of_kind(path, "Deployment"):
            (container,) = deployment["spec"]["template"]["spec"]["containers"]
            assert {variable["name"] for variable in container["env"]} <= known


def test_roles_are_probed_and_the_clock_is_one() -> None:
    by_role = {
        d["metadata"]["labels"]["app.kubernetes.io/component"]: d["spec"]
        for d in of_kind(CHART / "ci" / "minimal-values.yaml", "Deployment")
    }
    assert set(by_role) == {"web", "worker", "matching", "beat"}
    assert by_role["beat"]["replicas"] == 1
    assert by_role["beat"]["strategy"] == {"type": "Recreate"}
    probes = {
        role: by_role[role]["template"]["spec"]["containers"][0]
        for role in ("web", "worker", "matching")
    }
    assert all(container["livenessProbe"] for container in probes.values())
    assert probes["web"]["livenessProbe"]["httpGet"]["path"] == "/livez"
    assert probes["web"]["readinessProbe"]["httpGet"]["path"] == "/readyz"


def test_migrations_come_first_and_only_once() -> None:
    (job,) = of_kind(CHART / "ci" / "minimal-values.yaml", "Job")
    assert job["metadata"]["annotations"]["helm.sh/hook"] == "pre-install,pre-upgrade"
    assert job["spec"]["backoffLimit"] == 0


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ({"wbe": {"replicas": 3}}, "wbe"),
        ({"web": {"replica": 3}}, "replica"),
        ({"settings": {"TIQIAO_DEMO": "1"}}, "TIQIAO_DEMO"),
        ({"host": "https://tiqiao.example.org"}, "host"),
        ({"secret": {"name": "tiqiao", "keys": ["redis_url"]}}, "keys"),
    ],
)
def test_what_is_not_known_or_not_safe_is_refused(more: dict[str, Any], names: str) -> None:
    values = values_of(CHART / "ci" / "minimal-values.yaml") | more
    told = helm_python.lint(str(CHART), values, strict=True)
    assert any(names in error for error in told["errors"]), told


def test_each_alert_is_of_a_figure_that_there_is_and_has_its_page() -> None:
    path = CHART / "ci" / "watched-values.yaml"
    (rule,) = of_kind(path, "PrometheusRule")
    rules = rule["spec"]["groups"][0]["rules"]
    told = "".join((ROOT / "backend" / "config" / "metrics.py").read_text("utf-8"))
    sections = re.findall(r"^## (\w+)$", (ROOT / "deploy" / "RUNBOOKS.md").read_text("utf-8"), re.M)
    assert [each["alert"] for each in rules] == sections
    for each in rules:
        assert each["annotations"]["runbook_url"].endswith(f"#{each['alert'].lower()}")
        for metric in re.findall(r"tiqiao_\w+", each["expr"]):
            assert f'"{metric}"' in told, metric
    (board,) = [c for c in of_kind(path, "ConfigMap") if "dashboard" in c["metadata"]["name"]]
    for metric in re.findall(r"tiqiao_\w+?(?=_bucket|_count|\b)", board["data"]["tiqiao.json"]):
        assert f'"{metric}"' in told, metric
