"""The organs that every state has: government, armed forces, police, parliament, ministries, highest court."""

from __future__ import annotations

from pathlib import Path

from common import ACTORS, OWN, facts_of, row_of, write

from parley.codebook.table import COLUMNS, read_rows

_NOT = {("airforce", "USA"), ("navy", "USA"), ("airforce", "ISR"), ("navy", "GBR"), ("airforce", "GBR")}


def build(facts: Path) -> int:
    """Write `organs_generated.csv` from the states and the table of metonyms."""
    extra = {r["id"]: r for r in facts_of(OWN / "metonyms.csv")}
    # Prefix of the id; sector; name after the country's; patterns with {a} adjective, {n} name, {c} capital.
    organs = [
        (r["prefix"], r["sector"], r["what"], r["patterns"].split("|")) for r in facts_of(OWN / "organ_patterns.csv")
    ]
    rows = []
    for row in read_rows(ACTORS / "states.csv"):
        state = dict(zip(COLUMNS, row, strict=True))
        if state["kind"] != "state" or state["until"]:
            continue
        iso3, name = state["country"], state["name"]
        adjectives = _adjectives(state)
        names = [name, *(["US", "U.S."] if iso3 == "USA" else [])]
        names += [a for a in state["acronyms"].split("|") if iso3 in ("GBR", "ARE") and a]
        capital = state["capitals"].split("|")[0]
        for prefix, sector, what, patterns in organs:
            if (prefix, iso3) in _NOT:
                continue
            made = [
                p.format(a=a, n=n, c=capital)
                for p in patterns
                for a in (adjectives if "{a}" in p else adjectives[:1])
                for n in (names if "{n}" in p else names[:1])
                if n and a and (capital or "{c}" not in p)
            ]
            if iso3 == "USA" and prefix == "mil":
                made = [m for m in made if not m.lower().endswith(" army") or m.startswith("American")]
            own = extra.get(f"{prefix}-{iso3.lower()}", {})
            cells = {c: [t for t in own.get(c, "").split("|") if t] for c in ("short", "acronyms", "metonyms")}
            called = own.get("names", "").split("|")[0] if prefix != "gov" or iso3 == "PSE" else ""
            cells["names"] = [*(t for t in own.get("names", "").split("|") if t), *made]
            rows.append(
                row_of(
                    id=f"{prefix}-{iso3.lower()}",
                    name=called or f"{adjectives[0] if adjectives else name} {what}",
                    kind="organ",
                    type="organization",
                    code=iso3 + sector,
                    country=iso3,
                    **cells,
                )
            )
    return write("organs_generated", rows)


def _adjectives(state: dict[str, str]) -> list[str]:
    """The demonyms that stand before a noun: 'Syrian' of Syrian and Syrians, 'Dutch' and not 'Dutchmen'."""
    iso3, found = state["country"], [d for d in state["demonyms"].split("|") if d]
    out = [d for d in found if not (d.endswith("s") and d[:-1] in found)]
    out = [
        d
        for d in out
        if not d.endswith(
            ("man", "men", "woman", "women", "Pole", "Dane", "Swede", "Finn", "Turk", "Spaniard", "Briton", "lander")
        )
    ]
    first = {
        "USA": ["American", "US", "U.S.", "United States"],
        "GBR": ["British", "UK", "U.K."],
        "NZL": ["New Zealand"],
    }
    return [*first.get(iso3, []), *(d for d in out if d not in first.get(iso3, []))][:4]
