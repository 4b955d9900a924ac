"""The fit beside simple methods in fifteen languages: `python -m benchmarks.languages`."""

from __future__ import annotations

import argparse

import numpy as np

from benchmarks.fit import MEASURES, METHODS, measures_of
from benchmarks.languages.fairs import invent, products


def main() -> None:
    """Print a table: each language without codes and with codes on half the lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5, help="fairs for each row")
    options = parser.parse_args()
    print("| language | codes | method |", " | ".join(MEASURES), "|")
    print("|---|---|---|" + "---|" * len(MEASURES))
    for language in products():
        for coded, said in ((0.0, "none"), (0.5, "half")):
            table = compare(language, coded, options.seeds)
            simple = {name: row for name, row in table.items() if name != "fit"}
            best = np.max(list(simple.values()), axis=0)
            for name, row in (("best simple", best), ("fit", table["fit"])):
                figures = " | ".join(f"{value:.3f}" for value in row)
                print(f"| {language} | {said} | {name} | {figures} |")


def compare(language: str, coded: float, seeds: int) -> dict[str, np.ndarray]:
    """Return the measures of every method, mean over `seeds` fairs."""
    fairs = [invent(language, seed, coded) for seed in range(seeds)]
    return {
        name: np.mean(
            [measures_of(method(f.problem), f.pairs, f.lines) for f in fairs], axis=0
        )
        for name, method in METHODS.items()
    }


if __name__ == "__main__":
    main()
