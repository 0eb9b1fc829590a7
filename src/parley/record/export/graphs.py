"""The network of who acts on whom, for Gephi, igraph, NetworkX, Cytoscape: GraphML and GEXF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from xml.sax.saxutils import XMLGenerator  # nosec B406: written, not read
from xml.sax.xmlreader import AttributesImpl  # nosec B406: written, not read

from parley.record.aggregates import network

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO

    from sqlalchemy.engine import Connection

    from parley.record.filters import Events
    from parley.record.views import Edge, EntityRef

_NODE = {"label": "string", "type": "string", "code": "string", "country": "string"}
_EDGE = {
    "events": "int", "score": "double", "verbal_cooperation": "int", "material_cooperation": "int",
    "verbal_conflict": "int", "material_conflict": "int", "first": "string", "last": "string",
}  # fmt: skip
_MOST = 1_000_000
# What XML cannot hold in any spelling.
_ILLEGAL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535, *range(55296, 57344)))


class _Xml:
    """An XML file, element by element."""

    def __init__(self, file: TextIO) -> None:
        self._out = XMLGenerator(cast("Any", file), encoding="utf-8", short_empty_elements=True)
        self._out.startDocument()
        self._open: list[str] = []

    def open(self, name: str, **attributes: Any) -> None:
        self._out.startElement(name, AttributesImpl({k: _clean(v) for k, v in attributes.items()}))
        self._open.append(name)

    def close(self) -> None:
        self._out.endElement(self._open.pop())

    def leaf(self, name: str, text: Any = None, **attributes: Any) -> None:
        self.open(name, **attributes)
        if text is not None:
            self._out.characters(_clean(text))
        self.close()


def _clean(value: Any) -> str:
    return str(value).translate(_ILLEGAL)


def _nodes(edges: list[Edge]) -> list[EntityRef]:
    return list({e.key: e for edge in edges for e in (edge.actor, edge.recipient)}.values())


def _node(entity: EntityRef) -> dict[str, Any]:
    return {"label": entity.name, "type": entity.type, "code": entity.code, "country": entity.country}


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        "events": edge.events,
        "score": edge.score,
        "first": edge.first,
        "last": edge.last,
        **dict(zip(list(_EDGE)[2:6], edge.quads, strict=True)),
    }


def write_graphml(connection: Connection, asked: Events, folder: Path) -> None:
    """`network.graphml`: a directed graph; an edge for each actor and recipient, weighted by events."""
    edges = network(connection, asked, limit=_MOST)
    with (folder / "network.graphml").open("w", encoding="utf-8") as file:
        xml = _Xml(file)
        xml.open("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
        for what, fields in (("node", _NODE), ("edge", _EDGE)):
            for name, kind in fields.items():
                xml.leaf("key", **{"id": f"{what}.{name}", "for": what, "attr.name": name, "attr.type": kind})
        xml.open("graph", id="record", edgedefault="directed")
        for entity in _nodes(edges):
            xml.open("node", id=entity.key)
            for name, value in _node(entity).items():
                if value is not None:
                    xml.leaf("data", value, key=f"node.{name}")
            xml.close()
        for edge in edges:
            xml.open("edge", source=edge.actor.key, target=edge.recipient.key)
            for name, value in _edge(edge).items():
                if value is not None:
                    xml.leaf("data", value, key=f"edge.{name}")
            xml.close()
        xml.close()
        xml.close()


def write_gexf(connection: Connection, asked: Events, folder: Path) -> None:
    """`network.gexf`, version 1.3."""
    edges = network(connection, asked, limit=_MOST)
    with (folder / "network.gexf").open("w", encoding="utf-8") as file:
        xml = _Xml(file)
        xml.open("gexf", xmlns="http://gexf.net/1.3", version="1.3")
        xml.open("graph", defaultedgetype="directed")
        for what, fields in (("node", _NODE), ("edge", _EDGE)):
            xml.open("attributes", **{"class": what})
            for name, kind in fields.items():
                xml.leaf("attribute", id=name, title=name, type="integer" if kind == "int" else kind)
            xml.close()
        xml.open("nodes")
        for entity in _nodes(edges):
            xml.open("node", id=entity.key, label=entity.name)
            _values(xml, _node(entity))
            xml.close()
        xml.close()
        xml.open("edges")
        for n, edge in enumerate(edges):
            xml.open("edge", id=n, source=edge.actor.key, target=edge.recipient.key, weight=edge.events)
            _values(xml, _edge(edge))
            xml.close()
        xml.close()
        xml.close()
        xml.close()


def _values(xml: _Xml, fields: dict[str, Any]) -> None:
    xml.open("attvalues")
    for name, value in fields.items():
        if value is not None:
            xml.leaf("attvalue", **{"for": name, "value": value})
    xml.close()
