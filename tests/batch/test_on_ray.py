"""On a cluster of two machines' worth of Ray on this one, of which one dies; needs Ray and takes a minute."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import parley
from parley.batch.engines.local import LocalEngine
from parley.batch.engines.on_ray import RayEngine
from parley.batch.limits import Limits
from parley.batch.run import Run
from parley.batch.store import Store
from parley.errors import ParleyError
from parley.model import Report
from parley.settings import Settings
from parley.sources import Skipped
from tests.batch.test_run import bytes_of

CITIES = ("Geneva", "Cairo", "Vienna", "Doha", "Nairobi", "Oslo")


def reports() -> Iterator[Report | Skipped]:
    for i in range(60):
        city = CITIES[i % len(CITIES)]
        yield Report(
            id=f"r{i}", text=f"The foreign ministers of Iran and Egypt met in {city} on {1 + i % 28} May {1950 + i}."
        )
    yield Report(id="french", text="Le ministre a rencontré les rebelles à Genève hier soir.")


def run(out: Path, engine: Any, between: Callable[[int], None] = lambda shards: None) -> None:
    coding = Run(["a"], lambda name, on_bytes: reports(), "fingerprint", size=5)
    for shards, _ in enumerate(coding.code(engine, Store(out)), start=1):
        between(shards)


def test_without_ray_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ParleyError, match=r"parley\[ray\]"):
        run(tmp_path, RayEngine(Settings(), 1))


@pytest.mark.filterwarnings("ignore")
def test_with_a_machine_lost_midway_the_output_is_that_of_the_local_engine(tmp_path: Path, coder: parley.Coder) -> None:
    ray = pytest.importorskip("ray")
    from ray.cluster_utils import Cluster

    run(tmp_path / "local", LocalEngine(coder, 1))
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0})
    nodes = [cluster.add_node(num_cpus=1) for _ in range(2)]
    try:
        ray.init(address=cluster.address, log_to_driver=False)

        def lose(shards: int) -> None:
            if shards == 2:
                cluster.remove_node(nodes[1], allow_graceful=False)

        run(tmp_path / "ray", RayEngine(Settings(), 2), lose)
        # Ray hears of a lost machine by its silence, which may take longer than the work that is left.
        until = time.monotonic() + 60
        while all(node["Alive"] for node in ray.nodes()) and time.monotonic() < until:
            time.sleep(0.5)
        assert len(ray.nodes()) - sum(node["Alive"] for node in ray.nodes()) == 1
    finally:
        ray.shutdown()
        cluster.shutdown()
    assert bytes_of(tmp_path / "ray") == bytes_of(tmp_path / "local")


@pytest.mark.filterwarnings("ignore")
def test_a_report_that_runs_out_of_time_costs_only_itself(tmp_path: Path) -> None:
    ray = pytest.importorskip("ray")
    ray.init(num_cpus=1, log_to_driver=False, include_dashboard=False)
    try:
        poison = Report(id="long", text="The army and the rebels fought in the city. " * 4_000)
        shown = [Report(id="a", text="Iran and Egypt met in Cairo."), poison, Report(id="b", text="Iran left.")]
        coding = Run(["a"], lambda name, on_bytes: iter(shown), "fingerprint")
        engine = RayEngine(Settings(), 1, Limits(seconds=1.0))
        for _ in coding.code(engine, Store(tmp_path)):
            pass
    finally:
        ray.shutdown()
    assert (coding.coded, coding.failed) == (2, 1)
    assert "ended its task 2 times" in (tmp_path / "failed.jsonl").read_text()
