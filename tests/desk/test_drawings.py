"""Drawings: whole, alike each time, and true to their numbers."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

from parley.desk import charts, worldmap
from parley.desk.layout import layout
from parley.desk.openapi import description


def test_bars_hold_the_empty_periods_between() -> None:
    periods = [{"period": p, "events": 3, "quads": [1, 0, 0, 2]} for p in ("2016-01", "2016-04")]
    drawn = charts.bars({"by": "month", "periods": periods}, "events")
    root = ET.fromstring(str(drawn))
    places = sorted({float(r.get("x", 0)) for r in root.iter("rect")})
    assert len(places) == 2
    assert places[1] - places[0] > (charts.WIDTH - charts.LEFT) / 2
    links = [a.get("href") for a in root.iter("a")]
    assert links[0] == "/events?since=2016-01-01&until=2016-01-31"


def test_the_same_network_is_drawn_alike() -> None:
    nodes, edges = ["a", "b", "c", "d"], {("a", "b"): 3, ("b", "c"): 1}
    first = layout(nodes, edges)
    assert first == layout(nodes, dict(reversed(edges.items())))
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in first.values())
    assert layout(["a"], {}) == {"a": (0.5, 0.5)}


def test_the_world_is_whole() -> None:
    shapes = worldmap.countries()
    assert len(shapes) == 177
    for shape in shapes:  # no line runs across the map because a country crosses the date line
        for ring in shape.split("M")[1:]:
            points = [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", ring)]
            for (ax, ay), (bx, by) in pairwise(points):
                assert abs(ax - bx) < 100 or min(ay, by) > worldmap.SIZE[1] - 10  # Antarctica lies along the edge
    x, y = worldmap.project(0, 0)
    assert (x, y) == (480, 250)


def test_a_name_cannot_break_out_of_a_drawing() -> None:
    evil = '"><script>alert(1)</script>'
    entity = {"key": evil, "name": evil}
    edge = {"actor": entity, "recipient": {"key": "b", "name": "B"}, "events": 1, "quads": [1, 0, 0, 0]}
    drawn = str(charts.network([edge]))
    assert "<script" not in drawn
    ET.fromstring(drawn)
    place = {"key": evil, "place": evil, "longitude": 1.0, "latitude": 2.0, "events": 1, "quads": [0, 0, 0, 1]}
    ET.fromstring(str(charts.world([place])))


def test_the_api_is_described() -> None:
    document = description()
    assert document["openapi"] == "3.1.0"
    assert set(document["paths"]["/api/v1/notes/{id}"]) == {"get", "put"}
    for methods in document["paths"].values():
        for operation in methods.values():
            assert operation["responses"]
