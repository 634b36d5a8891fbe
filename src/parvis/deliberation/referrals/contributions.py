"""What referrals give to the readers of the product."""

import datetime as dt
from functools import partial
from types import SimpleNamespace

from django.db.models import Case, Count, F, Q, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from parvis.commons.people.queries import named, names
from parvis.commons.writing.choices import Status as TextStatus
from parvis.deliberation.bodies.models import Body
from parvis.ground.authorities.choices import Persona
from parvis.ground.core import clock, french
from parvis.ground.core.dates import midnight
from parvis.ground.core.gathering import Source, light, others
from parvis.ground.core.html import plain
from parvis.ground.core.manifest import (
    Block,
    BoardRow,
    CalendarEntry,
    Chapter,
    DueItem,
    Indicator,
    OpenQuestion,
    Promises,
    SearchSource,
)
from parvis.ground.core.paging import first
from parvis.ground.search import audience

from . import queries
from .choices import (
    ANSWERED_ON,
    AT_WORK,
    AWAITING_ANSWER,
    ENDED_ASIDE,
    OPEN_QUESTIONS,
    RECEIVED,
    TRANSMITTED_ON,
    HearingStatus,
    Status,
)
from .models import AgendaLink, FollowUpReview, Hearing, RecommendationResponse, Referral, WorkStep

SHOWN = 6
FED = 50
DAY = dt.timedelta(days=1)
MONTH = dt.timedelta(days=31)
DATED = ("title", "slug", "status", "body", "expected_on", "answer_due_on")
DATED_ON = Case(When(status__in=OPEN_QUESTIONS, then=F("expected_on")), default=F("answer_due_on"))
"""The day on which a referral stands in the calendar."""
"""What a date of the agenda needs to know of a referral."""


# --- What is due ----------------------------------------------------------------------------------


OWN = ("pk", "number", "title", "status")
TO_WRITE = (Status.IN_PROGRESS, Status.OPINION_DRAFTING)
"""States in which the rapporteur owes the draft of the opinion."""
WRITABLE = (TextStatus.DRAFTING, TextStatus.FINAL)
"""States in which its text waits for their pen."""
ON_BOARD = 3
"""Files of one body on the macro board; the others are counted."""
NEXT_REVIEW = ("next_review_id", "next_review_on", "next_review_months")
NEXT_STEP = ("expected_on", "adoption_planned_on", "answer_due_on", *NEXT_REVIEW)
COLUMNS = (
    *OWN, *NEXT_STEP, "body__name", "body__short_name", *names("rapporteur"), *names("referring_councillor"),
)  # fmt: skip
MOMENTS = ("drafted_at", "submitted_at", "admitted_at", "started_at", "drafting_started_at", "opinion_published_at")
DAYS = ("opinion_adopted_on", "transmitted_on", "answered_on", "closed_on", "ended_on")


def due(user, authority, today):
    """The next step of each live file: mine to do, or waited for from somebody else."""
    grants = user.grants
    held = {p for p in (Persona.OFFICER, Persona.DIRECTOR, Persona.COUNCILLOR) if grants.has((p,), authority.pk)}
    rows = Referral.objects.of(authority).visible_to(user)
    if not held:
        return [*_for_services(rows, grants.departments(Persona.AGENT)), _own_stages(user, authority, today)]
    live = _live(rows, today)
    if held == {Persona.DIRECTOR}:
        return [_steps(_late(live, today), today, act=False), _own_stages(user, authority, today)]
    mine = _mine(held, today) | _named(user)
    sources = [_steps(live.filter(mine), today), _steps(live.exclude(mine), today, waiting=True)]
    if Persona.OFFICER in held:
        return [*sources, *_work(user, authority, today)]
    return [*sources, _own_stages(user, authority, today)]


def _own_stages(user, authority, today):
    """The stages of the work plans that were given to the person, whatever their place."""
    held = WorkStep.objects.of(authority).held_by(user).filter(due_on__lte=today + MONTH)
    return Source(
        held.order_by("due_on", "pk"), ("pk", "referral_id", "referral__number", "title", "due_on"), _own_stage,
        rest=others("autre étape", "autres étapes", reverse("desk:referrals:list")),
    )  # fmt: skip


def _own_stage(row):
    return DueItem(
        label=f"{row.referral__number} {row.title}", what="Étape de travail à faire", who="vous", when=row.due_on,
        url=reverse("desk:referrals:detail", args=[row.referral_id]),
        action_url=reverse("desk:referrals:complete_work_step", args=[row.pk]), action_label="Marquer comme faite",
    )  # fmt: skip


def _work(user, authority, today):
    """The stages of the work plans and the hearings of the month, and those whose day has passed."""
    going_on = {"referral__authority": authority, "referral__status__in": OPEN_QUESTIONS}
    steps = WorkStep.objects.visible_to(user).filter(**going_on, done_on=None, due_on__lte=today + MONTH)
    hearings = Hearing.objects.visible_to(user).filter(
        **going_on, status=HearingStatus.PLANNED, at__lt=midnight(today + MONTH)
    )
    asked = ("pk", "referral_id", "referral__number")
    yield Source(
        steps.order_by("due_on", "pk"), (*asked, "title", "due_on", "owner__user_id", *names("owner")),
        partial(_stage, user=user), rest=others("autre étape", "autres étapes", reverse("desk:referrals:list")),
    )  # fmt: skip
    yield Source(
        hearings.order_by("at", "pk"), (*asked, "subject", "at"), partial(_hearing, today=today),
        rest=others("autre audition", "autres auditions", reverse("desk:referrals:list")),
    )  # fmt: skip


def _stage(row, user):
    """A stage is waited for from whoever holds it; without anybody, the mission does it."""
    owner = named(row, "owner")
    return DueItem(
        label=f"{row.referral__number} {row.title}", what="Étape de travail à faire",
        who=str(owner or "la mission participation"), when=row.due_on,
        url=reverse("desk:referrals:work", args=[row.referral_id]),
        action_url=reverse("desk:referrals:complete_work_step", args=[row.pk]), action_label="Marquer comme faite",
        waiting=owner is not None and row.owner__user_id != user.pk,
    )  # fmt: skip


def _hearing(row, today):
    day = timezone.localdate(row.at)
    past = day < today
    url = reverse("desk:referrals:hold_hearing", args=[row.pk]) if past else ""
    return DueItem(
        label=f"{row.referral__number} {row.subject}", what="Rendre compte de l’audition" if past else "Audition",
        who="la mission participation", when=day, url=reverse("desk:referrals:work", args=[row.referral_id]),
        action_url=url, action_label="Rendre compte" if past else "",
    )  # fmt: skip


def _live(rows, today):
    """The files that go on; those in follow-up come a month before their next review."""
    rows = rows.with_next_review().alias(review_by=Coalesce("next_review_on", today))
    going_on = rows.filter(status__in=(*queries.AHEAD, Status.UNDER_FOLLOW_UP))
    return going_on.filter(~Q(status=Status.UNDER_FOLLOW_UP) | Q(review_by__lte=today + MONTH))


def _late(live, today):
    """What a director is told of: answers that were promised for an earlier day, reviews whose day has passed."""
    answers = Q(status__in=AWAITING_ANSWER, answer_due_on__lt=today)
    return live.filter(answers | Q(status=Status.UNDER_FOLLOW_UP, next_review_on__lt=today))


def _mine(held, today):
    """A late answer is everybody's; the councillor answers; the mission moves its drafts, the work, the reviews."""
    mine = Q(status__in=AWAITING_ANSWER, answer_due_on__lt=today)
    if Persona.COUNCILLOR in held:
        mine |= Q(status__in=[s for s, step in queries.AHEAD.items() if queries.COUNCILLOR in step[-1]])
    if Persona.OFFICER in held:
        mine |= Q(status__in=(Status.DRAFT, Status.ADMITTED, Status.OPINION_DRAFTING, Status.UNDER_FOLLOW_UP))
    return mine


def _named(user):
    """What waits for the person by name, whatever their role: nobody is told that they wait for themself."""
    reports = Q(rapporteur__user=user, status__in=queries.waiting_for_rapporteur())
    return reports | Q(referring_councillor__user=user, status__in=AWAITING_ANSWER)


def _steps(rows, today, waiting=False, act=True):
    """The most urgent first; what has no date may be done today. Without `act`, told to somebody who only watches."""
    rows = rows.annotate(step_on=Coalesce(queries.next_step_on(), today)).order_by("step_on", "pk")
    read, rest = partial(_step, waiting=waiting, act=act and not waiting), _others(waiting)
    return Source(rows, COLUMNS, read, rest=rest, written=Referral.objects.with_next_review)


def _others(waiting=False):
    return others("autre saisine", "autres saisines", reverse("desk:referrals:list"), "Voir les saisines", waiting)


def _step(row, waiting, act):
    referral = _light(row)
    step = queries.next_step(referral)
    late = queries.late_words(referral) if referral.status in AWAITING_ANSWER else ""
    url, label = _action(referral) if act else ("", "")
    return DueItem(
        label=str(referral), what=late or step.what.capitalize(), who=step.who, when=step.when,
        url=referral.get_desk_url(), waiting=waiting, action_url=url, action_label=label,
    )  # fmt: skip


def _action(referral):
    """The page of the next step, where one page is enough to take it."""
    if referral.status == Status.UNDER_FOLLOW_UP and referral.next_review_id:
        return reverse("desk:referrals:hold_review", args=[referral.next_review_id]), "Tenir le bilan"
    return "", ""


def _light(row):
    """A referral with what its next step and its delay ask of it."""
    return light(
        Referral, body=light(Body, name=row.body__name, short_name=row.body__short_name),
        rapporteur=named(row, "rapporteur"), referring_councillor=named(row, "referring_councillor"),
        **{name: getattr(row, name) for name in (*OWN, *NEXT_STEP)},
    )  # fmt: skip


def _for_services(rows, departments):
    """For an agent: the recommendations that the service has to answer."""
    if not departments:
        return []
    missing = RecommendationResponse.objects.filter(department__in=departments, status="")
    rows = rows.awaiting_answer().filter(pk__in=missing.values("referral")).order_by("answer_due_on", "pk")
    return [Source(rows, (*OWN, "answer_due_on"), _to_answer, rest=_others())]


def _to_answer(row):
    return DueItem(
        label=f"{row.number} {row.title}", what="Proposer une réponse à vos recommandations", who="votre service",
        when=row.answer_due_on, url=reverse("desk:referrals:answer", args=[row.pk]),
    )  # fmt: skip


def recent(user, authority):
    """The files moved lately, by the dates they carry."""
    if not user.has_perm("referrals.list_referral", authority):
        return []
    rows = Referral.objects.of(authority).visible_to(user).order_by("-pk")
    return [Source(rows, (*OWN, *MOMENTS, *DAYS), _moved, most=SHOWN)]


def _moved(row):
    referral = light(Referral, **vars(row))
    return str(referral), referral.get_desk_url(), last_moved(referral)


def last_moved(referral):
    """The last date that the record carries, as a moment."""
    moments, days = ([getattr(referral, name) for name in dates] for dates in (MOMENTS, DAYS))
    return max([*filter(None, moments), *(midnight(day) for day in days if day)])


# --- Calendar and news ----------------------------------------------------------------------------


def calendar(authority, user, start, end, *, scheme_id=None, most=None):
    """Opinions expected, answers promised, reviews to hold; hearings for those who see the work of the body."""
    asked = Q(status__in=OPEN_QUESTIONS, expected_on__range=(start, end))
    sent = Q(status__in=AWAITING_ANSWER, answer_due_on__range=(start, end))
    here = {} if scheme_id is None else {"body": scheme_id}
    dated = Referral.objects.of(authority).filter(asked | sent, **here).only(*DATED)
    for referral in dated.order_by(DATED_ON, "pk")[:most]:
        if referral.status in OPEN_QUESTIONS:
            yield _entry(referral, "avis", _("Avis attendu : {title}"), referral.expected_on)
        else:
            yield _entry(referral, "reponse", _("Réponse attendue : {title}"), referral.answer_due_on)
    reviews = FollowUpReview.objects.filter(
        referral__authority=authority, held_on=None, due_on__range=(start, end),
        referral__status=Status.UNDER_FOLLOW_UP, **_of_referral(here),
    )  # fmt: skip
    known = ("months", "due_on", *(f"referral__{name}" for name in DATED))
    for review in reviews.select_related("referral").only(*known).order_by("due_on", "pk")[:most]:
        yield _entry(review.referral, f"bilan-{review.months}", f"{review.label} : {{title}}", review.due_on)
    if user is not None:
        yield from _hearings(authority, user, start, end, _of_referral(here), most)


def _of_referral(here):
    return {f"referral__{name}": value for name, value in here.items()}


def _hearings(authority, user, start, end, here, most):
    rows = Hearing.objects.visible_to(user).exclude(status=HearingStatus.CANCELLED)
    rows = rows.filter(referral__authority=authority, at__gte=midnight(start), at__lt=midnight(end + DAY), **here)
    for hearing in rows.select_related("referral").order_by("at", "pk")[:most]:
        yield CalendarEntry(
            uid=f"referral-{hearing.referral_id}-audition-{hearing.pk}@parvis", title=f"Audition : {hearing.subject}",
            start=hearing.at, place=hearing.place, url=hearing.referral.get_absolute_url(), kind="audition",
            public=False, scheme_id=hearing.referral.body_id,
        )  # fmt: skip


def _entry(referral, what, words, day):
    return CalendarEntry(
        uid=f"referral-{referral.pk}-{what}@parvis", title=words.format(title=referral.title), start=day,
        url=referral.get_absolute_url(), kind=_("échéance"), scheme_id=referral.body_id,
    )  # fmt: skip


def received(authority):
    """The questions that everybody reads."""
    return Referral.objects.of(authority).exclude(status=Status.DRAFT)


def news(authority):
    """What was asked, published, answered, reviewed lately."""
    rows = received(authority).select_related("body")
    rows = rows.prefetch_related("reviews").defer("letter_html", "context_html")
    for referral in rows.order_by("-pk")[:FED]:
        yield from queries.news_of(referral)


# --- Public home ----------------------------------------------------------------------------------


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


# --- Other readers --------------------------------------------------------------------------------


def scheme_panels(scheme, user):
    """The questions asked to a body, on its pages."""
    rows = Referral.objects.filter(body=scheme.pk).for_links()
    at_desk = user is not None and user.has_perm("referrals.list_referral", scheme.authority)
    rows = rows.visible_to(user) if user is not None else rows.exclude(status=Status.DRAFT)
    found = list(rows.order_by("-year", "-sequence")[:SHOWN])
    for row in found:
        row.late = queries.late_words(row)
    if found:
        context = {"rows": found, "at_desk": at_desk}
        yield Block(_("Questions, avis et réponses"), "referrals/public/panel.html", context, order=20)


def scheme_chapters(scheme):
    """For whoever joins a body: what it is asked now, and the opinions that wait for an answer."""
    rows = Referral.objects.filter(
        body=scheme.pk, status__in=(*OPEN_QUESTIONS, Status.OPINION_ADOPTED, *AWAITING_ANSWER)
    )
    lines = tuple(_told(row) for row in rows.order_by("expected_on", "year", "sequence")[:SHOWN])
    none = "Aucune question n’est posée à l’instance en ce moment."
    yield Chapter("Les questions en cours", lines, none, order=30)


def _told(referral):
    if referral.status in AWAITING_ANSWER:
        until = f" au plus tard le {french.plain_date(referral.answer_due_on)}" if referral.answer_due_on else ""
        return f"{referral} : l’avis est transmis, la réponse est attendue{until}."
    if referral.status == Status.OPINION_ADOPTED:
        return f"{referral} : l’avis est adopté."
    until = f", avis attendu le {french.plain_date(referral.expected_on)}" if referral.expected_on else ""
    return f"{referral}{until}."


def board_schemes(authority):
    """The bodies that have a live file."""
    return _on_board(authority).values("body")


def board_rows(authority, today, schemes=None):
    """The macro board: the first live files of each body with their next milestone, and what is at risk."""
    for row in _first_of_each_body(_on_board(authority, schemes)):
        referral = _light(row)
        referral.answered_on, step = row.answered_on, queries.next_step(referral)
        yield BoardRow(
            scheme_id=row.body_id, label=str(referral), state=referral.get_status_display(),
            milestone=step.what if step else "", milestone_on=step.when if step else None,
            risk=_risk(referral, step, today), help="", url=referral.get_desk_url(),
        )  # fmt: skip
        if row.place == ON_BOARD < row.total:
            rest = french.plural(row.total - ON_BOARD, "autre saisine", "autres saisines")
            url = f"{reverse('desk:referrals:list')}?body={row.body_id}"
            yield BoardRow(scheme_id=row.body_id, label=f"et {rest}", state="", url=url)


def _on_board(authority, schemes=None):
    live = Referral.objects.of(authority).exclude(status__in=(*ENDED_ASIDE, Status.DRAFT, Status.CLOSED))
    return live if schemes is None else live.filter(body__in=schemes)


def _first_of_each_body(live):
    """The live files whose next step comes first in each body, with their `place` and the `total` of the body."""
    rows = live.with_next_review().annotate(step_on=queries.next_step_on())
    order = [F("step_on").asc(nulls_last=True), F("pk").asc()]
    rows = rows.annotate(
        place=Window(RowNumber(), partition_by="body", order_by=order), total=Window(Count("*"), partition_by="body")
    )
    first = rows.filter(place__lte=ON_BOARD).order_by("body", "place")
    return [SimpleNamespace(**row) for row in first.values(*COLUMNS, "body_id", "answered_on", "place", "total")]


def _risk(referral, step, today):
    """What is overdue now before what was late once."""
    if step and step.when and step.when < today:
        return f"{step.what} : {french.plural((today - step.when).days, 'jour')} de retard"
    return queries.late_words(referral)


def member_blocks(user, authority):
    """For a member: the questions of their bodies, and what became of their opinions."""
    bodies = user.grants.schemes(Persona.MEMBER, Persona.CHAIR, authority_id=authority.pk)
    if not bodies:
        return
    rows = Referral.objects.of(authority).filter(body__in=bodies).exclude(status=Status.DRAFT).select_related("body")
    working = list(rows.filter(status__in=(*OPEN_QUESTIONS, Status.OPINION_ADOPTED)).order_by("expected_on")[:SHOWN])
    told = list(rows.filter(status__in=TRANSMITTED_ON).order_by("-transmitted_on")[:SHOWN])
    for row in (*working, *told):
        row.late = queries.late_words(row)
    if working:
        yield Block("Les questions posées à vos instances", "referrals/member/block.html", {"rows": working}, order=20)
    if told:
        yield Block("Ce que sont devenus vos avis", "referrals/member/block.html", {"rows": told}, order=30)


def member_tasks(user, authority):
    """For a member: the opinions that they report on and have to write, their stages of the work plans."""
    bodies = user.grants.schemes(Persona.MEMBER, Persona.CHAIR, authority_id=authority.pk)
    if not bodies:
        return
    mine = Referral.objects.of(authority).filter(rapporteur__user=user, body__in=bodies, status__in=TO_WRITE)
    for referral in mine.select_related("text").order_by("expected_on", "pk")[:SHOWN]:
        if draft := _draft_owed(referral):
            yield draft
    held = WorkStep.objects.of(authority).held_by(user).filter(referral__body__in=bodies).select_related("referral")
    for step in held.order_by("due_on", "pk")[:SHOWN]:
        yield DueItem(
            f"{step.title} ({step.referral.title})", "Étape de travail", "vous", step.due_on,
            step.referral.get_member_url(), reverse("member:referrals:complete_work_step", args=[step.pk]),
            "Marquer comme faite",
        )  # fmt: skip


def _draft_owed(referral):
    """What a rapporteur has to do for an opinion; nothing while its text is read by the others or voted on."""
    page, when = referral.get_member_url(), referral.adoption_planned_on or referral.expected_on
    if referral.status != Status.OPINION_DRAFTING:
        return DueItem(referral.title, "Projet d’avis à ouvrir", "vous", when, page)
    if referral.text.status not in WRITABLE:
        return None
    write = reverse("member:writing:write", args=[referral.text_id])
    return DueItem(referral.title, "Projet d’avis à écrire", "vous", when, page, write, "Écrire")


def meeting_panels(meeting, user):
    """The questions on the agenda of a meeting, as far as the person may know of them."""
    known = Referral.objects.visible_to(user) if user is not None else Referral.objects.filter(status__in=RECEIVED)
    known = known.filter(agenda_links__item__meeting=meeting)  # of this meeting: nothing is asked of the others
    links = list(AgendaLink.objects.filter(item__meeting=meeting, referral__in=known).for_list())
    if links:
        at_desk = user is not None and user.has_perm("referrals.list_referral", meeting.authority)
        yield Block(
            _("Saisines à l’ordre du jour"), "referrals/agenda.html", {"links": links, "at_desk": at_desk}, order=20
        )


# --- Figures and search ---------------------------------------------------------------------------


def _on_time(authority, on):
    kept, due_by = queries.answers_on_time(authority, on)
    return round(100 * kept / due_by) if due_by else None


def _accepted(authority, on):
    accepted, answered = queries.accepted_share(authority, on)
    return round(100 * accepted / answered) if answered else None


INDICATORS = (
    Indicator(
        "referrals.answers_on_time", "Réponses données dans le délai promis",
        "Part des avis dont la réponse motivée, due à cette date, a été publiée au plus tard le jour promis.", "%",
        _on_time,
    ),
    Indicator(
        "referrals.accepted_share", "Recommandations acceptées",
        "Part des recommandations répondues à cette date qui sont acceptées, en tout ou partie.", "%", _accepted,
    ),
    Indicator(
        "referrals.median_delay", "Délai médian de réponse",
        "Nombre médian de jours entre la transmission d’un avis et la publication de sa réponse.", "jours",
        queries.median_delay,
    ),
)  # fmt: skip


def words_of(referral):
    """The question and, once published, the opinion and the answers."""
    said = [referral.number, referral.question, plain(referral.letter_html), plain(referral.context_html)]
    if referral.opinion_is_public and referral.text_id:
        latest = referral.text.latest
        said += [plain(latest.html) if latest else ""]
        said += [r.statement for r in referral.text.recommendations.all()]
    if referral.answered_on:
        said += [plain(referral.answer_html), *(r.reasons for r in referral.responses.all())]
    return " ".join(filter(None, said))


def heard_by(referral):
    """Everybody once the question is received; before, the mission and whoever wrote it."""
    if referral.status != Status.DRAFT:
        return [audience.public()]
    inside = [audience.persona(referral.authority_id, code) for code in (Persona.OFFICER, Persona.AUDITOR)]
    if referral.drafted_by_id:
        inside.append(audience.person_user(referral.drafted_by_id))
    return [*inside, audience.scheme(referral.body_id)]


SEARCH = (
    SearchSource(
        model="referrals.Referral", label=gettext_noop("Saisine"), title=lambda r: r.title, text=words_of,
        audience=heard_by, url=lambda r: r.get_desk_url(), public_url=lambda r: r.get_absolute_url(),
        rows=lambda: Referral.objects.select_related("body", "text").prefetch_related(
            "text__recommendations", "responses"
        ),
    ),
)  # fmt: skip
