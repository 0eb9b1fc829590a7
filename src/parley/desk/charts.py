"""Drawings made on the server as SVG: bars over time, the network, the map. Colours are classes of the style sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from parley import words
from parley.desk.called import called
from parley.desk.render import QUADS, address

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 960, 240, 44, 26, 10
MOST_BARS = 420


@dataclass(frozen=True, slots=True)
class Bar:
    """One period: its name, its first and last day, and events by quad class."""

    period: str
    since: str
    until: str
    quads: list[int]


def bars(timeline: dict[str, Any], path: str, asked: dict[str, Any] | None = None) -> Markup:
    """Events over time by quad class; each bar leads to its events."""
    found = _filled(timeline)
    if not found:
        return Markup("")
    most = max(sum(b.quads) for b in found) or 1
    top = _round_up(most)
    wide, high = (WIDTH - LEFT) / len(found), HEIGHT - TOP - BOTTOM
    out = [f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="Events over time">']
    for share in (0, 0.5, 1):
        y = TOP + high * (1 - share)
        out.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>')
        if top * share == int(top * share):
            out.append(f'<text class="tick" x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{int(top * share)}</text>')
    every = max(1, -(-len(found) // 12))
    for n, bar in enumerate(found):
        x, y = LEFT + n * wide, float(TOP + high)
        if sum(bar.quads):
            parts = "; ".join(f"{QUADS[q]}: {k}" for q, k in enumerate(bar.quads, 1) if k)
            label = escape(f"{words.date(bar.period) or bar.period}: {words.count(sum(bar.quads), 'event')} ({parts})")
            link = escape(address("/events", {**(asked or {}), "since": bar.since, "until": bar.until}))
            out.append(f'<a href="{link}" aria-label="{label}"><title>{label}</title>')
            for q, k in enumerate(bar.quads, 1):
                tall = high * k / top
                y -= tall
                if k:
                    gap = min(2.0, wide / 5)
                    broad = max(1.5, min(wide - gap, 48))
                    out.append(
                        f'<rect class="fill q{q}" x="{x + gap / 2:.1f}" y="{y:.1f}" width="{broad:.1f}" '
                        f'height="{tall:.1f}"/>'
                    )
            out.append("</a>")
        if n % every == 0:
            out.append(f'<text class="tick" x="{x:.1f}" y="{HEIGHT - 8}">{escape(_short(bar.period))}</text>')
    out.append("</svg>")
    return Markup("".join(out))  # nosec B704: all that was read is escaped above


def _short(period: str) -> str:
    return words.date(period) or period


def _round_up(most: int) -> int:
    step = 1
    while True:
        for factor in (1, 2, 4, 6, 8, 10):
            if factor * step >= most:
                return factor * step
        step *= 10


def _filled(timeline: dict[str, Any]) -> list[Bar]:
    """The periods from the first to the last, empty ones between them included."""
    periods = {p["period"]: p["quads"] for p in timeline["periods"]}
    if not periods:
        return []
    by = timeline["by"]
    known = [p for p in sorted(periods) if len(p) == {"day": 10, "month": 7, "year": 4}[by]]
    out = []
    for period in _between(known[0], known[-1], by)[-MOST_BARS:] if known else []:
        since, until = _edges(period, by)
        out.append(Bar(period, since, until, periods.get(period, [0, 0, 0, 0])))
    return out


def _between(first: str, last: str, by: str) -> list[str]:
    from datetime import date, timedelta

    if by == "year":
        return [f"{y:04}" for y in range(int(first), int(last) + 1)]
    if by == "month":
        a, b = ((int(p[:4]) * 12 + int(p[5:7]) - 1) for p in (first, last))
        return [f"{m // 12:04}-{m % 12 + 1:02}" for m in range(a, b + 1)]
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [(start + timedelta(days=n)).isoformat() for n in range((end - start).days + 1)]


def _edges(period: str, by: str) -> tuple[str, str]:
    if by == "day":
        return period, period
    if by == "month":
        import calendar

        last = calendar.monthrange(int(period[:4]), int(period[5:7]))[1]
        return f"{period}-01", f"{period}-{last:02}"
    return f"{period}-01-01", f"{period}-12-31"


def network(edges: list[dict[str, Any]]) -> Markup:
    """Who acts on whom; the same lines always give the same drawing."""
    from parley.desk.layout import layout

    names: dict[str, dict[str, Any]] = {}
    weight: dict[str, int] = {}
    for edge in edges:
        for who in (edge["actor"], edge["recipient"]):
            names[who["key"]] = who
            weight[who["key"]] = weight.get(who["key"], 0) + edge["events"]
    if not names:
        return Markup("")
    at = layout(sorted(names), {(e["actor"]["key"], e["recipient"]["key"]): e["events"] for e in edges})
    heaviest, most = max(weight.values()), max(e["events"] for e in edges)
    size = 1000
    points = {k: (60 + x * (size - 120), 50 + y * (size * 0.7 - 100)) for k, (x, y) in at.items()}
    out = [
        f'<svg class="chart network zoomable" viewBox="0 0 {size} {size * 0.7:.0f}" role="group" aria-label="Network">'
    ]
    for edge in reversed(edges):
        (x1, y1), (x2, y2) = points[edge["actor"]["key"]], points[edge["recipient"]["key"]]
        quad = max(range(4), key=lambda n: edge["quads"][n]) + 1
        bend = 0.08
        cx, cy = (x1 + x2) / 2 - (y2 - y1) * bend, (y1 + y2) / 2 + (x2 - x1) * bend
        label = escape(
            f"{called(edge['actor'])} to {called(edge['recipient'])}: {words.count(edge['events'], 'event')}, "
            f"mostly {QUADS[quad]}"
        )
        link = escape(address("/events", {"actor": edge["actor"]["key"], "recipient": edge["recipient"]["key"]}))
        thick = 1.5 + 5 * edge["events"] / max(most, 8)
        out.append(
            f'<a href="{link}" aria-label="{label}"><title>{label}</title><path class="edge line q{quad}" '
            f'stroke-width="{thick:.1f}" d="M{x1:.1f} {y1:.1f}Q{cx:.1f} {cy:.1f} {x2:.1f} {y2:.1f}"/></a>'
        )
    near: dict[str, list[float]] = {}
    for edge in edges:
        a, b = edge["actor"]["key"], edge["recipient"]["key"]
        near.setdefault(a, []).append(points[b][1])
        near.setdefault(b, []).append(points[a][1])
    for key in sorted(names, key=lambda k: weight[k]):
        x, y = points[key]
        r = 5 + 10 * (weight[key] / heaviest) ** 0.5
        # A name stands on the side that its lines leave free.
        above = y <= sum(near[key]) / len(near[key])
        who = names[key]
        label = escape(f"{called(who)}: {words.count(weight[key], 'event')}")
        link = escape("/entities/" + _path(key))
        under = y - r - 5 if above else y + r + 15
        at_edge, beside = ("start", x - r) if x < 110 else ("end", x + r) if x > size - 110 else ("middle", x)
        out.append(
            f'<a href="{link}" aria-label="{label}"><title>{label}</title>'
            f'<circle class="node" cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"/>'
            f'<text class="name" x="{beside:.1f}" y="{under:.1f}" text-anchor="{at_edge}">'
            f"{escape(words.short(called(who), 24))}</text></a>"
        )
    out.append("</svg>")
    return Markup("".join(out))  # nosec B704: all that was read is escaped above


def _path(key: str) -> str:
    from urllib.parse import quote

    return quote(key, safe="")


def world(places: list[dict[str, Any]], asked: dict[str, Any] | None = None) -> Markup:
    """Events on the map; circles grow with their number, the largest under the small ones."""
    from parley.desk import worldmap

    wide, high = worldmap.SIZE
    out = [f'<svg class="chart map zoomable" viewBox="0 0 {wide} {high}" role="group" aria-label="Map of events">']
    edge = worldmap.outline()
    out.append(f'<clipPath id="edge"><path d="{edge}"/></clipPath><path class="sphere" d="{edge}"/>')
    out.append('<g class="lands" clip-path="url(#edge)" aria-hidden="true">')
    out += [f'<path d="{shape}"/>' for shape in worldmap.countries()]
    out.append("</g>")
    most = max([25, *(p["events"] for p in places)])
    for place in sorted(places, key=lambda p: -p["events"]):
        x, y = worldmap.project(place["longitude"], place["latitude"])
        quad = max(range(4), key=lambda n: place["quads"][n]) + 1
        r = 3 + 15 * (place["events"] / most) ** 0.5
        label = escape(f"{place['place']}: {words.count(place['events'], 'event')}, mostly {QUADS[quad]}")
        link = escape(address("/events", {**(asked or {}), "place": place["key"]}))
        out.append(
            f'<a href="{link}" aria-label="{label}"><title>{label}</title>'
            f'<circle class="spot q{quad}" cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"/></a>'
        )
    out.append("</svg>")
    return Markup("".join(out))  # nosec B704: all that was read is escaped above
