"""The public pages of referrals: the list, the story of each, its feed."""

from django.db.models import Case, IntegerField, Value, When
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from parvis.commons.following.queries import follow_url
from parvis.deliberation.referrals import queries
from parvis.deliberation.referrals.choices import AWAITING_ANSWER, OPEN_QUESTIONS, Status
from parvis.deliberation.referrals.models import Referral
from parvis.ground.accounts.visitor import Visitor
from parvis.ground.core.paging import KeyedPaginator
from parvis.ground.documents.queries import documents_of
from parvis.shells.entry import public_view
from parvis.shells.public.cache import for_visitors
from parvis.shells.public.feeds import atom_response, news

PER_PAGE = 30
SECTIONS = (
    gettext_lazy("En ce moment"), gettext_lazy("Avis rendus, réponse attendue"), gettext_lazy("Réponses et suites"),
    gettext_lazy("Terminées"),
)  # fmt: skip


@public_view()
@require_safe
@for_visitors
def index(request):
    """Every question received: those open now first, then those that wait for an answer, then the rest."""
    rows = Referral.objects.of(request.authority).exclude(status=Status.DRAFT).for_list().annotate(section=_section())
    rows = rows.order_by("section", "-year", "-sequence", "pk")
    page = KeyedPaginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    grouped = [[] for section in SECTIONS]
    for row in page:
        row.late = queries.late_words(row)
        grouped[row.section].append(row)
    context = {
        "sections": list(zip(SECTIONS, grouped, strict=True)), "page": page, "open": OPEN_QUESTIONS,
        "empty": not page.paginator.count,
        "description": _("Les questions posées aux instances, leurs avis, les réponses de la collectivité."),
    }  # fmt: skip
    return render(request, "referrals/public/list.html", context)


def _section():
    return Case(
        When(status__in=OPEN_QUESTIONS, then=Value(0)),
        When(status__in=(Status.OPINION_ADOPTED, *AWAITING_ANSWER), then=Value(1)),
        When(status__in=(Status.ANSWERED, Status.UNDER_FOLLOW_UP), then=Value(2)),
        default=Value(3), output_field=IntegerField(),
    )  # fmt: skip


@public_view(Referral)
@require_safe
@for_visitors
def detail(request, referral):
    """The story in five steps, and the documents that tell it."""
    if referral.status == Status.DRAFT:
        raise Http404
    context = {
        "referral": referral, "title": referral.title, "number": referral.number, "kicker": referral.body.name,
        "question": referral.question, "asked_by": queries.asked_by(referral), "state": referral,
        "late": queries.late_words(referral), "follow_url": f"{request.path}flux.xml", "mail_url": follow_url(referral),
        "steps": queries.story(referral), "description": referral.question,
        "entries": documents_of(referral, Visitor()),
    }  # fmt: skip
    return render(request, "referrals/public/detail.html", context)


@public_view(Referral)
@require_safe
@for_visitors
def plain(request, referral):
    """The easy-to-read version of a published opinion; 404 while it is missing."""
    text = referral.text.plain_version if referral.opinion_is_public else None
    if text is None or text.status != "published":
        raise Http404
    context = {"title": text.title, "referral": referral, "version": text.latest}
    return render(request, "referrals/public/plain.html", context)


@public_view(Referral)
@require_safe
def referral_feed(request, referral):
    """What happens to one referral, as an Atom feed."""
    if referral.status == Status.DRAFT:
        raise Http404
    items = list(queries.news_of(referral))
    return atom_response(request, items, referral.title, f"saisine-{referral.pk}")


@public_view()
@require_safe
def feed(request):
    """What happens to every referral, as an Atom feed."""
    tags = [n for n in news(request.authority) if n.tag.startswith("referral-")]
    title = _("{name} : questions et avis").format(name=request.authority.name)
    return atom_response(request, tags, title, "saisines")
