"""A fault in one report is told and costs only that report."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from parley.coding.coder import Coder
from parley.errors import ParleyError
from parley.model import Report


def test_a_fault_of_a_component_costs_one_report(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    component = coder.nlp.get_pipe("parley_times")
    whole = type(component).__call__

    def broken(self: object, doc: Doc) -> Doc:
        if "Zubrovka" in doc.text:
            raise RuntimeError("broken")
        return whole(self, doc)

    monkeypatch.setattr(type(component), "__call__", broken)
    told: list[tuple[str, str]] = []

    def tell(report: Report, error: ParleyError) -> None:
        told.append((report.id, str(error)))

    texts = ["Gunmen attacked a post.", "Police in Zubrovka arrested a monk.", "Envoys met in Juba."]
    reports = [Report(id=f"r{i}", text=text) for i, text in enumerate(texts)]
    assert [r.report.id for r in coder.pipe(reports, on_error=tell)] == ["r0", "r2"]
    assert [i for i, _ in told] == ["r1"]
    assert "please report it" in told[0][1]
    with pytest.raises(RuntimeError):
        list(coder.pipe(reports))
