"""Where the nodes of a network stand: forces from a fixed start, so that the same network is always drawn alike."""

from __future__ import annotations

import math

STEPS = 180


def layout(nodes: list[str], edges: dict[tuple[str, str], int]) -> dict[str, tuple[float, float]]:
    """Places in the unit square (Fruchterman and Reingold, 1991), from a circle in the order given."""
    n = len(nodes)
    if n == 1:
        return {nodes[0]: (0.5, 0.5)}
    index = {node: i for i, node in enumerate(nodes)}
    lines = [(index[a], index[b], 1 + math.log(w)) for (a, b), w in sorted(edges.items()) if a != b]
    x = [math.cos(2 * math.pi * i / n) for i in range(n)]
    y = [math.sin(2 * math.pi * i / n) for i in range(n)]
    ideal = 1.8 / math.sqrt(n)
    reach = (2.6 * ideal) ** 2
    steps = STEPS if n <= 60 else STEPS * 60 // n
    for step in range(steps):
        heat = 0.25 * (1 - step / steps) ** 1.5 + 0.002
        fx, fy = [0.0] * n, [0.0] * n
        for i in range(n):
            xi, yi = x[i], y[i]
            for j in range(i):
                dx, dy = xi - x[j], yi - y[j]
                far = dx * dx + dy * dy + 1e-6
                if far > reach:  # what is far off does not push: parts that nothing joins stay on the page
                    continue
                push = ideal * ideal / far
                fx[i] += dx * push
                fy[i] += dy * push
                fx[j] -= dx * push
                fy[j] -= dy * push
            # A little pull to the middle keeps the parts of a network that nothing joins together.
            fx[i] -= xi * 0.12 * ideal
            fy[i] -= yi * 0.12 * ideal
        for i, j, weight in lines:
            dx, dy = x[i] - x[j], y[i] - y[j]
            pull = math.hypot(dx, dy) / ideal * (0.5 + 0.25 * weight) * ideal
            length = math.hypot(dx, dy) or 1e-6
            fx[i] -= dx / length * pull * length
            fy[i] -= dy / length * pull * length
            fx[j] += dx / length * pull * length
            fy[j] += dy / length * pull * length
        for i in range(n):
            size = math.hypot(fx[i], fy[i]) or 1e-9
            x[i] += fx[i] / size * min(size, heat)
            y[i] += fy[i] / size * min(size, heat)
    return dict(zip(nodes, zip(_unit(x), _unit(y), strict=True), strict=True))


def _unit(values: list[float]) -> list[float]:
    low, high = min(values), max(values)
    return [0.5 if high == low else (v - low) / (high - low) for v in values]
