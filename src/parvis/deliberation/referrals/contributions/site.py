"""The public home and the site map."""

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.ground.core import clock, french
from parvis.ground.core.manifest import Block, OpenQuestion, Promises
from parvis.ground.core.paging import first

from .. import queries
from ..choices import ANSWERED_ON, AT_WORK, Status
from ..models import Referral

SHOWN = 6


def open_questions(authority):
    """The questions on which a body works now, in their own words."""
    rows = Referral.objects.of(authority).open_questions().order_by("expected_on", "pk")
    for referral in first(rows, SHOWN).for_links():
        stage = _("question en cours d’examen") if referral.status in AT_WORK else _("question reçue")
        yield OpenQuestion(
            question=referral.question, who=f"{referral.body.name} : {stage}.", url=referral.get_absolute_url(),
            when=referral.expected_on,
            follow_url=reverse("public:referrals:referral_feed", args=[referral.slug]),
        )  # fmt: skip


def promises(authority):
    """Asked → answered → done, in one sentence and one bar."""
    found = queries.figures(authority)
    if not found.recommendations:
        return None
    kept = _("faite ou en cours"), _("faites ou en cours")
    refused = _("refusée avec raisons"), _("refusées avec raisons")
    silent = _("sans réponse à ce jour")
    parts = (
        (found.kept, "go", *kept),
        (found.under_study, "wait", _("acceptée ou à l’étude, pas encore commencée"),
         _("acceptées ou à l’étude, pas encore commencées")),
        (found.refused, "off", *refused),
        (found.abandoned, "off", _("abandonnée avec raisons"), _("abandonnées avec raisons")),
        (found.unanswered, "late", silent, silent),
    )  # fmt: skip
    rows = tuple((french.agree(count, one, many), count, tone) for count, tone, one, many in parts)
    sentence = (
        f"{french.plural(found.opinions, _('avis'), _('avis'))}, "
        f"{french.plural(found.recommendations, _('recommandation'), _('recommandations'))} : "
        f"{french.plural(found.kept, *kept)}, {french.plural(found.refused, *refused)}, "
        f"{french.number(found.unanswered)} {silent}."
    )
    caption = _("Ce que sont devenues les recommandations")
    return Promises(sentence, rows, caption, reverse("public:referrals:list"), _latest_answer(authority))


def _latest_answer(authority):
    """(title, address, day) of the answer published last."""
    answered = Referral.objects.of(authority).filter(status__in=ANSWERED_ON).order_by("-answered_on", "-pk")
    row = answered.for_links().first()
    return (row.title, row.get_absolute_url(), row.answered_on) if row else ()


def home_blocks(authority):
    """Late answers, said plainly on the home page."""
    late = Referral.objects.of(authority).late(clock.today()).order_by("answer_due_on", "pk")
    rows = list(first(late, SHOWN).for_links())
    for row in rows:
        row.late = queries.late_words(row)
    if rows:
        yield Block(_("Réponses en retard"), "referrals/public/panel.html", {"rows": rows}, order=20)


def site_map(authority):
    """Every public referral."""
    yield _("Questions, avis et réponses"), reverse("public:referrals:list")
    rows = Referral.objects.of(authority).exclude(status=Status.DRAFT).only("title", "slug", "status")
    for referral in rows.order_by("-year", "-sequence")[:500]:
        yield referral.title, referral.get_absolute_url()
