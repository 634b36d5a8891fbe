"""What may be followed, as the features declare it, and by how many."""

from django.apps import apps
from django.urls import reverse

from parvis.ground.core.manifest import active_features


def sources(authority):
    """Every kind of record that may be followed on this authority, by the slug of its addresses."""
    return {source.slug: source for feature in active_features(authority) for source in feature.follows}


def record_of(authority, slug, pk):
    """(source, record) of an address; None when there is no such public record."""
    source = sources(authority).get(slug)
    record = source.rows(authority).filter(pk=pk).first() if source else None
    return (source, record) if record is not None else None


def follow_url(record):
    """The page where anybody asks to follow this record; empty when its feature does not let it be followed."""
    source = _source_of(record)
    return reverse("public:following:ask", args=[source.slug, record.pk]) if source else ""


def is_followable(record):
    """Whether everybody may read the record today."""
    source = _source_of(record)
    return source is not None and source.rows(record.authority).filter(pk=record.pk).exists()


def title_of(follow):
    """The words for what an address follows; empty when the record is no longer public."""
    label, _, pk = follow.about.partition(":")
    source = next((s for s in sources(follow.authority).values() if s.model.lower() == label), None)
    record = source.rows(follow.authority).filter(pk=pk).first() if source else None
    return str(record or "")


def _source_of(record):
    model = apps.get_model(record._meta.label)
    return next((s for s in sources(record.authority).values() if apps.get_model(s.model) is model), None)
