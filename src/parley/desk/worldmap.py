"""The world's countries as SVG paths, from Natural Earth's public-domain borders (data/countries-110m.json, TopoJSON).

The borders are Natural Earth's, which shows who controls an area in fact; the desk takes no side in disputes.
Projection: Natural Earth's own (T. Patterson; polynomials of B. Savric, B. Jenny and others, 2011).
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files
from typing import Any

SIZE = (960, 500)
_SCALE = 960 / (2 * 2.73539)


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """A point of the drawing, from degrees."""
    lam, phi = math.radians(longitude), math.radians(latitude)
    p2 = phi * phi
    p4 = p2 * p2
    x = lam * (0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4)))
    y = phi * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)))
    return SIZE[0] / 2 + x * _SCALE, SIZE[1] / 2 - y * _SCALE


@cache
def outline() -> str:
    """The edge of the world."""
    ring = [project(180, lat) for lat in range(-90, 91, 5)] + [project(-180, lat) for lat in range(90, -91, -5)]
    return _path(ring)


@cache
def countries() -> tuple[str, ...]:
    """The shape of each country."""
    text = (files("parley.desk") / "data" / "countries-110m.json").read_text(encoding="utf-8")
    world = json.loads(text)
    arcs = _arcs(world)
    out = []
    for shape in world["objects"]["countries"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        out.append("".join(_round(_ring(ring, arcs)) for polygon in polygons for ring in polygon))
    return tuple(out)


def _round(ring: list[tuple[float, float]]) -> str:
    """A ring as a path; one that crosses the date line is drawn on both sides, and the map's edge cuts it."""
    out = [ring[0]]
    for x, y in ring[1:]:
        before = out[-1][0]
        out.append((x + 360 * round((before - x) / 360), y))
    turn = out[-1][0] - out[0][0]
    if abs(turn) > 180:  # round the pole: closed along the map's lower edge
        out += [(out[-1][0], -90.0), (out[0][0], -90.0)]
    low, high = min(x for x, _ in out), max(x for x, _ in out)
    shifts = [0, *([360] if low < -180.001 else []), *([-360] if high > 180.001 else [])]
    return "".join(_path([project(x + shift, y) for x, y in out]) for shift in shifts)


def _arcs(world: dict[str, Any]) -> list[list[tuple[float, float]]]:
    (sx, sy), (tx, ty) = world["transform"]["scale"], world["transform"]["translate"]
    out = []
    for arc in world["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        out.append(points)
    return out


def _ring(numbers: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    out: list[tuple[float, float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        out += arc if not out else arc[1:]
    return out


def _path(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"
