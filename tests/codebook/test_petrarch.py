"""PETRARCH dictionaries become tables of ours, with their codes by date."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley.codebook.actors import Actors
from parley.codebook.exchange import write_role_rows
from parley.codebook.petrarch import import_actors, import_agents
from parley.codebook.roles import Roles
from parley.codebook.table import DATA, write_rows
from parley.errors import CodebookError

ACTORS = """\
# a comment
ELVEN_LEAGUE_
+LEAGUE_OF_ELVES_ ; another name
\t[IGOELV]
CELEBORN_OF_LORIEN_
+LORD_CELEBORN
\t[USAGOV 090120-170120]
\t[USAELI >170121]
THRAIN_OAKENSHIELD
+THRAIN
\t[SYRREB <991231]
\t[SYRGOV >20000101]
MORIA
+KHAZAD-DUM  [SYRREB]
"""

AGENTS = """\
!MINIST! = MINISTER, MINISTERS
PRESIDENT [~GOV] # the head
STABLEMAN {STABLEMEN} [~CVL]
SHEEP_HERDER [~AGR]
WARG_RIDER, [~REBMIL]
"""


def test_actors(tmp_path: Path) -> None:
    path = tmp_path / "elves.actors.txt"
    path.write_text(ACTORS)
    rows = import_actors(path)
    (tmp_path / "actors").mkdir()
    write_rows(tmp_path / "actors" / "elves.csv", rows)
    known = Actors.load(tmp_path)
    league = known.named("League of Elves")[0][0]
    assert (league.name, league.code, league.kind) == ("Elven League", "IGOELV", "igo")
    celeborn = known.named("Lord Celeborn")[0][0]
    assert celeborn.type == "person"
    assert known.code_on(celeborn, "2014-12-27") == "USAGOV"
    assert known.code_on(celeborn, "2018-01-01") == "USAELI"
    thrain = known.named("Thrain")[0][0]
    assert known.code_on(thrain, "1999-06-01") == "SYRREB"
    assert known.code_on(thrain, "2004-06-01") == "SYRGOV"
    moria = known.named("Khazad-Dum")[0][0]
    assert (moria.code, moria.kind, moria.country) == ("SYRREB", "group", "SYR")


def test_agents(tmp_path: Path) -> None:
    path = tmp_path / "elves.agents.txt"
    path.write_text(AGENTS)
    (tmp_path / "roles").mkdir()
    write_role_rows(tmp_path / "roles" / "elves.csv", import_agents(path))
    known = Roles((DATA, tmp_path))
    for noun, sectors in (
        ("stableman", ("CVL",)),
        ("stablemen", ("CVL",)),
        ("sheep herder", ("AGR",)),
        ("warg riders", ("REB", "MIL")),
        ("president", ("GOV",)),
    ):
        role = known.of(noun)
        assert role is not None, noun
        assert role.sectors == sectors


def test_broken_files(tmp_path: Path) -> None:
    path = tmp_path / "broken.txt"
    path.write_text("+SYNONYM_FIRST [USA]\n")
    with pytest.raises(CodebookError, match="before any actor"):
        import_actors(path)
    path.write_text("NOUN WITHOUT CODE\n")
    with pytest.raises(CodebookError, match="code in brackets"):
        import_agents(path)
