"""A long run forgets each batch's strings; nothing of the pipeline may count on them."""

from __future__ import annotations

from parley.coding.coder import Coder
from parley.model import Report


def test_words_seen_in_an_earlier_batch_are_read_again(coder: Coder) -> None:
    reports = [
        Report(id=str(i), text="Zubrovkan gunmen ambushed a patrol near Klopstokia on Friday.") for i in range(5)
    ]
    readings = list(coder.pipe(reports, batch=2))
    assert [r.report.id for r in readings] == ["0", "1", "2", "3", "4"]
    assert len({r.to_json().replace(f'"id":"{r.report.id}"', "", 1) for r in readings}) == 1
