"""What the rest of the product needs to know of writing."""

from django.urls import reverse

from parvis.commons.people.queries import named, names
from parvis.ground.core import french
from parvis.ground.core.addresses import address
from parvis.ground.core.gathering import Source, others
from parvis.ground.core.html import plain
from parvis.ground.core.manifest import Block, DueItem, Feature, MenuEntry, SearchSource
from parvis.ground.search import audience
from parvis.shells.entry import may_enter_desk

from . import documents, due, legal, letters, queries
from .choices import Status, TextKind
from .models import Text

ACTS = {
    "text.create_text": "Texte ouvert",
    "text.save_version": "Nouvelle version",
    "text.rename_text": "Titre changé",
    "text.open_comments": "Commentaires ouverts",
    "text.close_comments": "Commentaires clos",
    "text.return_to_drafting": "Retour à l’écriture",
    "text.adopt_text": "Texte adopté et arrêté",
    "text.publish_text": "Texte publié",
    "text.document_refused": "Document impossible à produire",
    "comment.comment": "Remarque laissée",
    "comment.settle_comment": "Suite donnée à une remarque",
    "debatenote.note_debate": "Note de débat ajoutée",
    "divergence.note_divergence": "Désaccord noté",
    "minorityposition.add_minority": "Position minoritaire jointe",
    "minorityposition.revise_minority": "Position minoritaire modifiée",
    "minorityposition.join_minority": "Position minoritaire rejointe",
    "recommendation.add_recommendation": "Recommandation ajoutée",
    "recommendation.revise_recommendation": "Recommandation modifiée",
    "recommendation.remove_recommendation": "Recommandation retirée",
    "text.open_written_procedure": "Vote par écrit ouvert",
    "writtenprocedure.cast_written_vote": "Vote enregistré",
    "text.close_written_procedure": "Vote par écrit clos",
}


def heard_by(text):
    """Its scheme's people and the mission; the services asked find it through the record that holds it."""
    return [
        audience.scheme(text.scheme_id),
        audience.persona(text.authority_id, "officer"),
        audience.persona(text.authority_id, "auditor"),
    ]


def words_of(text):
    """The last version without its marks, and the recommendations."""
    latest = text.latest
    said = [r.statement for r in text.recommendations.all()]
    return " ".join([plain(latest.html) if latest else "", *said])


def scheme_panel(scheme, user):
    """The texts of a scheme on its page, for those who read them in their working version, in their own shell."""
    if user is None or not user.is_authenticated:
        return
    seen = Text.objects.visible_to(user).filter(scheme_id=scheme.pk)[:8]
    texts = [text for text in seen if user.has_perm("writing.read_text", text)]
    at_desk = may_enter_desk(user, scheme.authority)
    for text in texts:
        text.address = text.get_desk_url() if at_desk else text.get_member_url()
    may_open = user.has_perm("writing.create_text", scheme)
    url = address("desk:writing:create", scheme.pk) if may_open else ""
    if texts or url:
        yield Block("Textes", "writing/desk/panel.html", {"texts": texts, "create_url": url}, order=60)


def member_tasks(user, authority):
    """What a member is asked to vote on, to comment, and, for minutes, to check."""
    commenting, votes = queries.waiting_for(user, authority)
    for vote in votes:
        text = vote.procedure.text
        yield DueItem(text.title, "Voter", "vous", vote.procedure.closes_on, text.get_member_url())
    for text in commenting:
        what = "Relire" if text.kind == TextKind.MINUTES else "Commenter"
        yield DueItem(text.title, what, "vous", text.comments_until, text.get_member_url())


def due_items(user, authority, today):
    """Remarks to settle once the period is over: for the officer."""
    if not user.has_perm("writing.list_text", authority):
        return []
    rows = Text.objects.of(authority).visible_to(user).filter(status=Status.FINAL).for_list()
    rest = others("autre texte a des remarques sans suite", "autres textes ont des remarques sans suite",
                  reverse("desk:writing:list"), "Voir les textes")  # fmt: skip
    columns = ("pk", "title", "comments_open", *names("rapporteur"))
    return [Source(rows.filter(comments_open__gt=0).order_by("pk"), columns, _remarks_left, rest=rest)]


def _remarks_left(row):
    rapporteur = named(row, "rapporteur")
    return DueItem(
        label=row.title, what=french.plural(row.comments_open, "remarque sans suite", "remarques sans suite"),
        who=str(rapporteur or ""), when=None, url=Text(pk=row.pk).get_desk_url(), waiting=rapporteur is not None,
    )  # fmt: skip


feature = Feature(
    slug="writing",
    label="Textes",
    path="textes",
    desk_urls="parvis.commons.writing.desk.urls",
    member_urls="parvis.commons.writing.member.urls",
    menu=(MenuEntry("Textes", "writing:list", order=45, permission="writing.list_text"),),
    member_menu=(MenuEntry("Textes", "writing:list", 20, "member.enter", "Nos travaux"),),
    due=due_items,
    scheme_panels=scheme_panel,
    member_tasks=member_tasks,
    search=(
        SearchSource(
            model="writing.Text", label="Texte", title=lambda t: t.title, text=words_of, audience=heard_by,
            url=lambda t: t.get_desk_url(), public_url=lambda t: t.get_absolute_url(),
        ),
    ),
    letters=letters.LETTERS,
    documents=documents.KINDS,
    public_urls="parvis.commons.writing.public.urls",
    site_map=queries.site_map,
    due_jobs=(due.run,),
    extra={"acts": ACTS, "legal_rules": legal.LEGAL_RULES},
)  # fmt: skip
