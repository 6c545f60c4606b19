"""What an installation is made of: a bill of materials, and every package's licence.

    make audit

writes ``var/sbom.cdx.json`` (CycloneDX) and ``var/licences.csv`` of the packages that
``requirements-product.lock`` and ``requirements-models.lock`` name, and fails where a package says
nothing of its licence or one that the product may not be handed on under. Known weaknesses are asked of
a public database by the operator: ``uvx pip-audit -r requirements-product.lock``.
"""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements-product.lock", "requirements-models.lock")
OUT = ROOT / "var"
# What packages without a word of it are under, by their maker's pages.
KNOWN = {"cuda-toolkit": "NVIDIA Software License Agreement"}
_PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)
# Licences under which a service may not be run, or the whole would have to be handed on.
REFUSED = re.compile(r"\bAGPL|Affero|SSPL|Commons Clause|BUSL|non-?commercial", re.IGNORECASE)


def pinned() -> dict[str, str]:
    """Names and versions that the locks name."""
    found: dict[str, str] = {}
    for lock in LOCKS:
        found.update(_PINNED.findall((ROOT / lock).read_text("utf-8")))
    return dict(sorted(found.items()))


def licence_of(name: str) -> str | None:
    """What an installed package says of its licence, "" for nothing; None where it is not installed."""
    try:
        told = metadata.metadata(name).json
    except metadata.PackageNotFoundError:
        return None
    classed = "; ".join(
        line.rsplit(" :: ", 1)[1]
        for line in told.get("classifier", [])
        if line.startswith("License :: ") and line.count(" :: ") > 1
    )
    lines = str(told.get("license", "")).strip().splitlines()
    first = lines[0] if lines else ""
    return str(told.get("license_expression") or classed or first or KNOWN.get(name, "")).strip()


def faults(licences: dict[str, str | None]) -> list[str]:
    """What is wrong with them, a line a package. Packages that are not for this machine are none."""
    told = {name: found for name, found in licences.items() if found is not None}
    return [f"{name}: says nothing of its licence" for name, found in told.items() if not found] + [
        f"{name}: {found}" for name, found in told.items() if REFUSED.search(found)
    ]


def main() -> int:
    """Write both files; the exit status is 1 where a licence is at fault."""
    OUT.mkdir(exist_ok=True)
    versions = pinned()
    licences = {name: licence_of(name) for name in versions}
    with (OUT / "licences.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["package", "version", "licence"])
        rows.writerows(
            [n, versions[n], found] for n, found in licences.items() if found is not None
        )
    tool = Path(sys.executable).with_name("cyclonedx-py")
    bill = OUT / "sbom.cdx.json"
    together = OUT / "product.lock"
    together.write_text("".join((ROOT / lock).read_text("utf-8") for lock in LOCKS), "utf-8")
    subprocess.run([tool, "requirements", together, "--output-file", bill], check=True)
    together.unlink()
    wrong = faults(licences)
    print(f"{len(versions)} packages in {bill.relative_to(ROOT)}; {len(wrong)} at fault")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
