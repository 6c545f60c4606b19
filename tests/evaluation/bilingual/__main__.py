"""Measures whether needs find answers in the other language: --help."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from matching import facade

from .corpus import Language
from .finding import marketplace, surroundings

TERMS = Path(__file__).parents[3] / "backend" / "catalog" / "data" / "terms.tsv"
PAIRS: tuple[tuple[Language, Language], ...] = (
    ("zh", "en"),
    ("en", "zh"),
    ("zh", "zh"),
    ("en", "en"),
)


def main() -> None:
    """Prints a line for each way of finding and pair of languages, or JSON."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.evaluation.bilingual", description=__doc__
    )
    parser.add_argument("papers", type=Path, help="JSON lines with Chinese title and abstract")
    parser.add_argument("--each", type=int, default=1000, help="texts of each language around them")
    parser.add_argument("--cache", type=Path, default=Path(".cache") / "models")
    parser.add_argument(
        "--without-terms", action="store_true", help="as if there were no dictionary"
    )
    parser.add_argument("--json", action="store_true", help="print JSON and nothing else")
    options = parser.parse_args()
    facade.configure(cache_dir=options.cache, terms=None if options.without_terms else TERMS)
    with TemporaryDirectory() as folder:
        market = marketplace(surroundings(options.papers, options.each), Path(folder))
        figures = {
            f"{name}, {wanted} need, {answered} answer": asdict(
                market.figures(way, wanted, answered)
            )
            for name, way in (
                ("retrieval", market.retrieval),
                ("ranking", market.ranking),
                ("both", market.both),
            )
            for wanted, answered in PAIRS
        }
    if options.json:
        print(json.dumps(figures, indent=2))
        return
    print(f"release {facade.active_release().name}; {len(market.offers)} texts in two languages\n")
    print(f"{'':34}{'recall@10':>11}{'recall@200':>12}{'MRR':>8}")
    for name, found in figures.items():
        recalls = f"{found['recall_at_10']:>11.3f}{found['recall_at_200']:>12.3f}"
        print(f"{name:34}{recalls}{found['mrr']:>8.3f}")


main()
