"""Score the resolution of places: `python evaluation/places_score.py [--model MODEL] [--misses]`.

Each gold place is right by country when the mention that overlaps it has the same country, and right by point when it
also lies within 161 km (100 miles, the field's usual measure) of the gold point. Countries have no gold point, seas and
disputed lines no gold country. A gold place without a mention is wrong; `extra` counts places found where the gold has
none. The baseline takes the most populous place of the name, whatever the report says.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scoring import Item, Misses, lines, touches

import parley
from parley.codebook.places import distance, gazetteer
from parley.coding.layers import Place, tree_of

GOLD = Path(__file__).parent / "times_places" / "places.jsonl"
NEAR_KM = 161.0


@dataclass(frozen=True)
class Spot:
    """A point in degrees of WGS 84."""

    latitude: float
    longitude: float


def within(place: Any, gold: Item) -> bool:
    """Whether a place lies within NEAR_KM of the gold point."""
    if place is None or place.latitude is None:
        return False
    return distance(Spot(place.latitude, place.longitude), Spot(gold["latitude"], gold["longitude"])) <= NEAR_KM


def score(coder: parley.Coder) -> tuple[Counter[str], Misses]:
    """Counts of what is right, by Parley and by the baseline, and of all; what is wrong."""
    book = gazetteer()
    n, misses = Counter[str](), Misses()
    for item in lines(GOLD):
        doc = coder.doc(parley.Report(id=item["id"], text=item["text"], language="en"))
        tree, mentions = tree_of(doc), doc._.parley_mentions
        found: list[tuple[tuple[int, int], Place]] = []
        for place in doc._.parley_places:
            m = mentions[place.mention]
            if m.name is not None:
                found.append((tree.text(*m.name), place))
        for gold in item["places"]:
            place = next((p for span, p in found if touches(span, gold)), None)
            populous = next(iter(book.named(gold["text"])), None)
            right = near = True
            if gold["country"] is not None:
                n["places"] += 1
                right = place is not None and place.country == gold["country"]
                n["country"] += right
                n["baseline country"] += populous is not None and populous.country == gold["country"]
            if gold["latitude"] is not None:
                n["points"] += 1
                near = within(place, gold)
                n["near"] += near
                n["baseline near"] += within(populous, gold)
            if not (right and near):
                misses.add("wrong", item["id"], gold["text"], gold["country"], place)
        for span, place in found:
            if not any(touches(span, g) for g in item["places"]):
                n["extra"] += 1
                misses.add("extra", item["id"], place.name, "in", item["text"])
    return n, misses


def measures(coder: parley.Coder) -> dict[str, float]:
    """What the gate holds, the baseline (the most populous place of the name) beside it."""
    n, _ = score(coder)
    return {
        "country right": n["country"] / n["places"],
        "within 161 km": n["near"] / n["points"],
        "country right, most populous": n["baseline country"] / n["places"],
        "within 161 km, most populous": n["baseline near"] / n["points"],
    }


def main() -> None:
    """Print the measures of Parley and of the baseline, a line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model")
    parser.add_argument("--misses", action="store_true", help="print what is wrong")
    options = parser.parse_args()
    n, misses = score(parley.load(model=options.model))
    if options.misses:
        misses.show()
    for name, of in (("country", "places"), ("near", "points")):
        baseline = n[f"baseline {name}"] / n[of]
        print(f"places {name} {n[name] / n[of]:.3f} of {n[of]} (most populous: {baseline:.3f})")
    print(f"places extra {n['extra']}")


if __name__ == "__main__":
    main()
