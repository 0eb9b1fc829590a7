#!/usr/bin/env python3
"""Look over what is installed beside Parley, without asking anybody: licences, versions, the lock file.

    .venv/bin/python .ci/audit.py            problems and a count; exit status 1 if there is a problem
    .venv/bin/python .ci/audit.py --list     every package with its licence as well

Everything that Parley reaches through its requirements is looked at, extras included where they are installed: its
licence must be one of those in `licences.toml` or excepted there with a reason; its version must satisfy everybody who
asks for it; and `requirements.lock` must hold a version within the ranges of pyproject.toml for all that is installed.
Known vulnerabilities need a list from elsewhere: `pip-audit -r requirements.lock` asks for it where there is a network.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def requirements(dist: metadata.Distribution, extras: set[str]) -> Iterator[Requirement]:
    """What a package asks for here, with these of its extras."""
    for line in dist.requires or ():
        requirement = Requirement(line)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield requirement


def reached(root: str, *, optional: bool = True) -> tuple[dict[str, metadata.Distribution], list[str]]:
    """Every installed package that the root's requirements lead to, and requirements that are not met.

    Args:
        optional: whether the root's extras are followed too, as far as they are installed.
    """
    start = metadata.distribution(root)
    found: dict[str, metadata.Distribution] = {canonicalize_name(root): start}
    problems: list[str] = []
    queue = [(start, set(start.metadata.get_all("Provides-Extra") or ()) if optional else set(), True)]
    seen: set[tuple[str, frozenset[str]]] = set()
    while queue:
        dist, extras, first = queue.pop()
        core = {str(r) for r in requirements(dist, set())}
        for requirement in requirements(dist, extras):
            name = canonicalize_name(requirement.name)
            try:
                there = metadata.distribution(requirement.name)
            except metadata.PackageNotFoundError:
                # An extra that nobody installed is nobody's problem.
                if not first or str(requirement) in core:
                    problems.append(f"{dist.metadata['Name']} asks for {requirement}, which is not installed")
                continue
            if requirement.specifier and not requirement.specifier.contains(there.version, prereleases=True):
                problems.append(f"{dist.metadata['Name']} asks for {requirement}, and {there.version} is installed")
            key = (name, frozenset(requirement.extras))
            if key not in seen:
                seen.add(key)
                found[name] = there
                queue.append((there, set(requirement.extras), False))
    return found, problems


def licence(dist: metadata.Distribution) -> str:
    """The licence as the package states it: SPDX where it has that, its classifiers, or its own words."""
    data = dist.metadata
    if expression := data.get("License-Expression"):
        return str(expression)
    classified = [c.split(" :: ")[-1] for c in data.get_all("Classifier") or () if c.startswith("License :: OSI")]
    return " AND ".join(classified) or " ".join((data.get("License") or "unknown").split())[:60]


def allowed(stated: str, names: set[str]) -> bool:
    """Whether every part of a licence is allowed; of alternatives one is enough."""
    if stated.lower() in names:
        return True
    parts = re.split(r"\s+AND\s+|\s*;\s*", re.sub(r"^\(|\)$", "", stated))
    return all(any(choice.strip().lower() in names for choice in re.split(r"\s+OR\s+", part)) for part in parts)


def lock_problems(found: dict[str, metadata.Distribution], lock: str) -> Iterator[str]:
    """Where a lock file does not go with pyproject.toml and with what is installed."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    if "://" in text:
        yield f"{lock} names an address; make it anew with .ci/lock"
    pinned: dict[str, list[str]] = {}
    for name, version in PINNED.findall(text):
        pinned.setdefault(canonicalize_name(name), []).append(version)
    for name in sorted(found):
        if name != "parley" and name not in pinned:
            yield f"{lock} does not hold {name}; make it anew with .ci/lock"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(r for extra in project["optional-dependencies"].values() for r in extra)]
    for requirement in map(Requirement, asked):
        for version in pinned.get(canonicalize_name(requirement.name), []):
            if not requirement.specifier.contains(Version(version), prereleases=True):
                yield f"{lock} holds {requirement.name} {version}, and pyproject.toml asks for {requirement}"


def main() -> int:
    """Print the problems; the exit status."""
    rules = tomllib.loads((ROOT / ".ci" / "licences.toml").read_text(encoding="utf-8"))
    names = {name.lower() for name in rules["allowed"]}
    found, problems = reached("parley")
    for name, dist in sorted(found.items()):
        stated = licence(dist)
        if "--list" in sys.argv[1:]:
            print(f"{name:28} {dist.version:14} {stated}")
        if not allowed(stated, names) and name not in rules["excepted"]:
            problems.append(f"{name} {dist.version} is under {stated!r}, which .ci/licences.toml does not allow")
    problems += lock_problems(reached("parley", optional=False)[0], "requirements.lock")
    problems += lock_problems(found, "requirements-all.lock")
    for problem in problems:
        print(problem)
    print(f"{len(found)} packages, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
