import datetime as dt

import factory
from factory.django import DjangoModelFactory

from parvis.commons.writing import models
from parvis.commons.writing.anchors import anchor_blocks
from parvis.commons.writing.choices import AdoptionMode, NoteKind, TextKind
from parvis.ground.core import clock

AUTHORITY = "parvis.ground.authorities.tests.factories.AuthorityFactory"
PERSON = "parvis.commons.people.tests.factories.PersonFactory"
USER = "parvis.ground.accounts.tests.factories.UserFactory"

HTML = "<h2>Ce que nous proposons</h2><p>Relier d’abord les collèges aux bourgs.</p><p>Puis les bourgs entre eux.</p>"


class TextFactory(DjangoModelFactory):
    class Meta:
        model = models.Text
        skip_postgeneration_save = True

    scheme = factory.SubFactory("parvis.commons.schemes.tests.factories.SchemeFactory")
    authority = factory.SelfAttribute("scheme.authority")
    kind = TextKind.OPINION
    title = factory.Sequence(lambda n: f"Avis sur le plan vélo, {n}")
    created_at = factory.LazyFunction(clock.now)


class VersionFactory(DjangoModelFactory):
    """The next version of a text, as `save_version` would write it."""

    class Meta:
        model = models.Version

    text = factory.SubFactory(TextFactory)
    html = HTML
    created_at = factory.LazyFunction(clock.now)

    @classmethod
    def _create(cls, model_class, *args, text, **values):
        before = text.versions.order_by("-number").first()
        text.head += 1
        values["anchors"], text.last_anchor = anchor_blocks(
            values["html"], before.blocks if before else (), text.last_anchor
        )
        values.setdefault("number", text.head)
        text.save(update_fields=["head", "last_anchor"])
        text.__dict__.pop("latest", None)
        return super()._create(model_class, *args, text=text, **values)


class CommentFactory(DjangoModelFactory):
    class Meta:
        model = models.Comment

    text = factory.SubFactory(TextFactory)
    version = factory.LazyAttribute(lambda c: c.text.latest or VersionFactory(text=c.text))
    author = factory.SubFactory(USER)
    anchor = 2
    body = "Et les villages sans collège ?"
    at = factory.LazyFunction(clock.now)


class DebateNoteFactory(DjangoModelFactory):
    class Meta:
        model = models.DebateNote

    scheme = factory.SubFactory("parvis.commons.schemes.tests.factories.SchemeFactory")
    authority = factory.SelfAttribute("scheme.authority")
    kind = NoteKind.VERBATIM
    body = "« Je n’ai pas de voiture, je n’ai pas de choix. »"
    noted_on = dt.date(2026, 10, 20)


class DivergenceFactory(DjangoModelFactory):
    class Meta:
        model = models.Divergence

    text = factory.SubFactory(TextFactory)
    subject = "La gratuité des vélos"
    noted_on = dt.date(2026, 10, 20)


class MinorityPositionFactory(DjangoModelFactory):
    class Meta:
        model = models.MinorityPosition

    text = factory.SubFactory(TextFactory)
    title = "Commencer par les villages"
    html = "<p>Nous aurions commencé par les villages.</p>"
    written_at = factory.LazyFunction(clock.now)


class AdoptionFactory(DjangoModelFactory):
    class Meta:
        model = models.Adoption

    text = factory.SubFactory(TextFactory)
    mode = AdoptionMode.PLENARY
    on = dt.date(2026, 12, 10)
    electors = 72
    present = 51
    proxies = 6
    quorum_required = 36
    quorum_reached = True
    in_favour = 48
    against = 3
    abstentions = 6
    recorded_at = factory.LazyFunction(clock.now)


class RecommendationFactory(DjangoModelFactory):
    class Meta:
        model = models.Recommendation

    text = factory.SubFactory(TextFactory)
    number = factory.LazyAttribute(lambda r: r.text.recommendations.count() + 1)
    statement = "Relier d’abord les collèges aux bourgs, ensuite les bourgs entre eux."
    addressee = factory.SubFactory(
        "parvis.ground.authorities.tests.factories.DepartmentFactory",
        authority=factory.SelfAttribute("..text.authority"),
    )


def ready_text(**version):
    """An opinion that may be adopted: a version, and a recommendation with its addressee."""
    text = VersionFactory(**version).text
    RecommendationFactory(text=text)
    return text
