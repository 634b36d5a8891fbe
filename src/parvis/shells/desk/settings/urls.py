"""Settings: one address per kind, in French."""

from django.urls import path

from . import access, authority, connections, documents, identity, journal, law, organisation, outbox

urlpatterns = [
    *authority.urls,
    *organisation.departments.urls,
    path("territoires/arbre/", organisation.territory_tree, name="territory-tree"),
    *organisation.territories.urls,
    *organisation.venues.urls,
    *law.acts.urls,
    *law.terms.urls,
    *law.elections.urls,
    *law.periods.urls,
    *law.rule_urls,
    *access.urls,
    *documents.urls,
    *journal.urls,
    *connections.urls,
    *identity.urls,
    *outbox.urls,
]
