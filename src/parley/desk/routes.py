"""Every address of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parley.desk import add, api, correct, login, note_forms, openapi
from parley.desk.render import page
from parley.desk.views import actors, events, notes, reports, search, sums, talks

if TYPE_CHECKING:
    from starlette.routing import Route


def routes() -> list[Route]:
    """All addresses; of two that fit the first is taken."""
    return [
        *api.routes(),
        *note_forms.routes(),
        *page("/", "overview.html", sums.overview, "overview"),
        *page("/reports", "reports.html", reports.reports, "reports"),
        *page("/reports/{key}/why/{item}", "why.html", reports.why, "why"),
        *correct.routes(),
        *page("/reports/{key}", "report.html", reports.report, "report"),
        *page("/events", "events.html", events.events, "events"),
        *page("/events/{key}", "event.html", events.event, "event"),
        *page("/entities", "entities.html", actors.entities, "entities"),
        *page("/entities/{key:path}", "entity.html", actors.entity, "entity"),
        *page("/dyads", "dyads.html", actors.dyads, "dyads"),
        *page("/dyad", "dyad.html", actors.dyad, "dyad"),
        *page("/relations", "relations.html", actors.relations, "relations"),
        *page("/relations/{key}", "relation.html", actors.relation, "relation"),
        *page("/talks", "all_talks.html", talks.all_talks, "all talks"),
        *page("/talks/{key}", "talks.html", talks.talks, "talks"),
        *page("/disagreements", "disagreements.html", talks.disagreements, "disagreements"),
        *page("/disagreements/{key}", "disagreement.html", talks.disagreement, "disagreement"),
        *page("/figures", "figures.html", talks.figures, "figures"),
        *page("/timeline", "timeline.html", sums.timeline, "timeline"),
        *page("/network", "network.html", sums.network, "network"),
        *page("/map", "map.html", sums.world, "map"),
        *page("/search", "search.html", search.search, "search"),
        *page("/notes", "notes.html", notes.notes, "notes"),
        *page("/notes/{id}", "note.html", notes.note, "note"),
        *add.routes(),
        *login.routes(),
        *openapi.routes(),
    ]
