"""``make bench``: every measurement in one run, as ratios where a machine would decide.

Prints a table and writes var/bench.json, both with the processor's name and features.
"""

from __future__ import annotations

import json
import platform
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from deploy.local.application import ROOT

PARTS = (
    "bench_matching",
    "bench_search",
    "bench_saved",
    "bench_product",
    "bench_lag",
    "bench_money",
    "bench_exchange",
    "bench_calls",
    "bench_crowds",
    "bench_figures",
    "bench_import",
)
# What decides how fast vectors are made and compared.
FEATURES = ("avx2", "avx512f", "avx512_bf16", "avx512_vnni", "amx_bf16", "amx_int8")


def processor() -> dict[str, Any]:
    """Name, cores and the features that matter here, from the kernel."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    facts = dict(line.split(":", 1) for line in lines if ":" in line)
    facts = {name.strip(): value.strip() for name, value in facts.items()}
    flags = set(facts.get("flags", "").split())
    return {
        "name": facts.get("model name", platform.processor()),
        "cores": sum(line.startswith("processor") for line in lines),
        "features": [name for name in FEATURES if name in flags],
        "python": platform.python_version(),
    }


def main(chosen: list[str]) -> int:
    """Run the parts named, or all."""
    results: dict[str, Any] = {"processor": processor()}
    _print("processor", results["processor"])
    for part in PARTS:
        name = part.removeprefix("bench_")
        if chosen and name not in chosen:
            continue
        results[name] = import_module(f"tests.benchmarks.{part}").run()
        _print(name, results[name])
    target = ROOT / "var" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n")
    print(f"\nwritten to {target.relative_to(ROOT)}")
    return 0


def _print(name: str, figures: dict[str, Any], indent: str = "") -> None:
    print(f"{indent}{name}")
    for key, value in figures.items():
        if isinstance(value, dict):
            _print(key, value, indent + "  ")
        else:
            shown = ", ".join(map(_shown, value if isinstance(value, list) else [value]))
            print(f"{indent}  {key:<42} {shown}")
    sys.stdout.flush()


def _shown(value: Any) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
