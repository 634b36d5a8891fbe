"""The manifest of the throw-away feature: each contribution carries words that the test looks for."""

import datetime as dt

from parvis.commons.imports.importing import Column, Importer
from parvis.ground.authorities.models import Authority
from parvis.ground.core.gathering import Source
from parvis.ground.core.manifest import (
    Block,
    CalendarEntry,
    Chapter,
    DueItem,
    Feature,
    MenuEntry,
    NewsEntry,
    OpenQuestion,
    Promises,
    SearchSource,
)
from parvis.ground.search.audience import staff

MORNING = dt.datetime(2026, 12, 10, 9, tzinfo=dt.UTC)


def due(user, authority, today):
    item = DueItem("Échéance jetable", "relire", "Léa", today, "/gestion/jetables/")
    return [Source(Authority.objects.filter(pk=authority.pk), ("pk",), lambda row: item)]


def recent(user, authority):
    change = ("Changement jetable", "/gestion/jetables/", MORNING)
    return [Source(Authority.objects.filter(pk=authority.pk), ("pk",), lambda row: change)]


def calendar(authority, user, start, end, **asked):
    return [CalendarEntry("jetable-1", "Rencontre jetable", MORNING)]


def news(authority):
    return [NewsEntry("jetable-1", "Nouvelle jetable", "Elle part aussitôt.", "/jetables/", MORNING)]


feature = Feature(
    slug="throwaway",
    label="Jetables",
    path="jetables",
    module=True,
    desk_urls="tests.throwaway.desk",
    public_urls="tests.throwaway.public",
    member_urls="tests.throwaway.member",
    public_menu=(MenuEntry("Menu public jetable", "throwaway:list"),),
    member_menu=(MenuEntry("Menu de membre jetable", "throwaway:list"),),
    menu=(MenuEntry("Liste jetable", "throwaway:list", permission="desk.enter"),),
    settings_menu=(MenuEntry("Réglage jetable", "throwaway:list", permission="desk.enter"),),
    due=due,
    recent=recent,
    calendar=calendar,
    news=news,
    open_questions=lambda authority: [OpenQuestion("Une question jetable ?", "Léa", "/jetables/")],
    promises=lambda authority: Promises("Promesse jetable.", (("tenue", 1, "done"),), "Une promesse"),
    promises_order=0,
    home_blocks=lambda authority: [Block("Bloc jetable", "core/includes/empty.html", {"title": "Rien de jetable."})],
    member_blocks=lambda user, authority: [Block("Chez moi", "core/includes/empty.html", {"title": "Membre jetable."})],
    scheme_panels=lambda scheme, user: [Block("Volet", "core/includes/empty.html", {"title": "Dispositif jetable."})],
    scheme_chapters=lambda scheme: [Chapter("Chapitre jetable", (), "Rien à lire.")],
    person_panels=lambda person, user: [Block("Volet", "core/includes/empty.html", {"title": "Personne jetable."})],
    imports=(
        Importer(
            key="throwaway", label="Tableau jetable", permission="desk.enter", columns=(Column("name", "Nom"),),
            write=lambda row, batch: None,
        ),
    ),
    site_map=lambda authority: [("Page jetable", "/jetables/")],
    search=(
        SearchSource(
            model="authorities.Venue",
            label="Lieu jetable",
            title=lambda venue: venue.name,
            text=lambda venue: venue.address,
            audience=lambda venue: staff(venue.authority_id),
            url=lambda venue: venue.get_desk_url(),
        ),
    ),
    extra={
        "start": (MenuEntry("Commencer un jetable", "throwaway:list", permission="desk.enter"),),
        "acts": {"throw_away": "Jeté sans retour"},
        "legal_rules": (
            {
                "code": "throwaway.delay", "label": "Délai jetable", "value": 1, "unit": "days",
                "valid_from": dt.date(2020, 1, 1), "source": "Essai",
            },
        ),
    },
)  # fmt: skip
