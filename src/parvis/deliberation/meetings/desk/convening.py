"""Who is called, what left for each of them, what they answered: the proof list and its verbs."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import path

from parvis.deliberation.meetings import documents, lifecycle, queries
from parvis.deliberation.meetings.choices import NEEDS, PREPARING, MeetingStatus, NeedKind
from parvis.deliberation.meetings.models import Convocation, Meeting
from parvis.ground.core import french
from parvis.ground.core.addresses import address
from parvis.ground.documents import lifecycle as files
from parvis.shells.actions import ReasonForm, desk_action
from parvis.shells.entry import desk_view
from parvis.shells.verbs import Verb, offers

from .convening_forms import AnswerFilter, GuestForm, TypedAnswerForm
from .pages import RECORD, page

D = "desk:meetings:"


def _upcoming(meeting):
    return "" if meeting.is_upcoming else "Cette réunion est passée, reportée ou annulée."


def _preparing(meeting):
    return "" if meeting.status in PREPARING else "La date à retenir s’envoie avant la convocation."


def _convened(meeting):
    return "" if meeting.status == MeetingStatus.CONVENED else "Les pièces se produisent une fois la réunion convoquée."


VERBS = (
    Verb("Inviter quelqu’un", D + "add_guest", "meetings.convene_meeting", why_not=_upcoming),
    Verb("Mettre la liste à jour", D + "update_list", "meetings.convene_meeting", why_not=_upcoming),
    Verb("Envoyer la date à retenir", D + "save_the_date", "meetings.convene_meeting", why_not=_preparing),
    Verb("Produire les pièces", D + "papers", "meetings.prepare_meeting", why_not=_convened),
)


@desk_view("meetings.read_calls_meeting", Meeting)
def convocations(request, meeting):
    """One line a person: channel, what left, what came back, what they answered. Needs are counted without names."""
    rows, user = queries.proof_list(meeting), request.user
    standing = [row for row in rows if row.withdrawn_at is None]
    counts, (needs, precisions) = queries.answers_count(standing), queries.needs_told(meeting)
    answers = AnswerFilter(request.GET)
    context = page(
        request, meeting, "convocations", "meetings/desk/convocations.html", rows=rows,
        answers=answers, shown=answers.among(rows), chips=_chips(request, answers),
        counts=[(answer.label, count) for answer, count in counts.items() if count], called=sum(counts.values()),
        given=[row for row in rows if hasattr(row, "proxy_given")], needs=needs_in_words(needs), precisions=precisions,
        bounced=sum(queries.came_back(row.last) for row in standing),
        tab_verbs=offers(user, meeting, VERBS), expected=_expected(meeting, rows),
        may_answer=meeting.is_upcoming and user.has_perm("meetings.prepare_meeting", meeting),
        may_withdraw=meeting.is_upcoming and user.has_perm("meetings.convene_meeting", meeting),
        may_post=user.has_perm("meetings.change_meeting", meeting),
    )  # fmt: skip
    return render(request, RECORD, context)


def _chips(request, answers):
    return [{"label": answers.chosen, "url": request.path}] if answers.chosen else []


def needs_in_words(needs):
    """(kind, [(what, how many)]): nobody is named."""
    return [
        (NeedKind(kind).label, [(NEEDS[kind].get(code, code), quantity) for code, quantity in codes.items()])
        for kind, codes in needs.items()
    ]


def _expected(meeting, rows):
    """Who would be called today, as long as nobody is."""
    if rows or not meeting.is_upcoming:
        return None
    electors, _quorum = queries.counts_on(meeting)
    return electors


def _to_list(request, meeting, message):
    messages.success(request, message)
    return redirect(address(D + "convocations", meeting.pk))


def _by_channel(meeting):
    yield "Chaque personne convoquée reçoit le message par le moyen qu’elle a choisi : courriel, SMS ou courrier."
    yield "Le courriel porte la date pour les agendas ; les lettres attendent dans les envois à imprimer."


def _will_convene(meeting):
    electors, _quorum = queries.counts_on(meeting)
    if electors is not None:
        yield f"{french.plural(electors, 'membre')} en exercice ce jour-là, et les personnes invitées, sont convoqués."
    yield from _by_channel(meeting)
    if meeting.is_public and meeting.agenda_is_public:
        yield "L’ordre du jour paraît sur le site public."


@desk_action(
    Meeting, "meetings.convene_meeting", title="Convoquer la réunion", button="Envoyer les convocations",
    effects=_will_convene,
)  # fmt: skip
def convene(request, meeting, *, override=""):
    sent = lifecycle.convene(meeting, by=request.user, override=override)
    return _to_list(request, meeting, f"{french.plural(sent, 'convocation')} : tout part à l’instant.")


@desk_action(
    Meeting, "meetings.convene_meeting", title="Envoyer la date à retenir", button="Envoyer la date",
    effects=_by_channel,
)  # fmt: skip
def save_the_date(request, meeting):
    sent = lifecycle.save_the_date(meeting, by=request.user)
    return _to_list(request, meeting, f"La date part à {french.plural(sent, 'personne')}.")


@desk_action(
    Meeting, "meetings.convene_meeting", title="Mettre la liste à jour", button="Mettre à jour",
    effects=lambda meeting: [
        "Les membres arrivés depuis sont ajoutés et reçoivent ce que les autres ont reçu.",
        "Les personnes dont le mandat a pris fin ne sont plus convoquées.",
    ],
)  # fmt: skip
def update_list(request, meeting):
    added = lifecycle.update_list(meeting, by=request.user)
    return _to_list(
        request, meeting, f"La liste est à jour : {french.plural(added, 'personne ajoutée', 'personnes ajoutées')}."
    )


@desk_action(
    Meeting, "meetings.convene_meeting", form=GuestForm, title="Inviter quelqu’un", button="Inviter",
    effects=lambda meeting: ["Si les autres ont déjà reçu la date ou la convocation, elle part aussi à l’instant."],
)  # fmt: skip
def add_guest(request, meeting, *, person, reason):
    lifecycle.add_guest(meeting, person, by=request.user, reason=reason)
    return _to_list(request, meeting, f"{person} est sur la liste.")


@desk_action(
    Convocation, "meetings.withdraw_convocation", form=ReasonForm, title="Retirer l’invitation", button="Retirer",
    effects=lambda convocation: ["La personne reçoit une annulation si elle était prévenue."],
)  # fmt: skip
def remove_guest(request, convocation, *, reason):
    meeting = convocation.meeting
    lifecycle.remove_guest(convocation, by=request.user, reason=reason)
    return _to_list(request, meeting, "L’invitation est retirée.")


def answer_initial(request, convocation):
    given = getattr(convocation, "proxy_given", None)
    return {"answer": convocation.answer, "holder": given.holder_id if given else None}


@desk_action(
    Convocation, "meetings.answer_convocation", form=TypedAnswerForm, title="Saisir une réponse",
    button="Enregistrer", initial=answer_initial,
    effects=lambda convocation: [f"Réponse de {convocation.person.full_name}, donnée par téléphone ou sur papier."],
)  # fmt: skip
def answer(request, convocation, *, answer, holder=None):
    lifecycle.answer(convocation, answer, by=request.user, holder=holder)
    return _to_list(request, convocation.meeting, "La réponse est enregistrée.")


def _to_post(meeting):
    for sending in queries.bounced(meeting):
        person = sending.convocation.person
        if person.postal_address:
            yield f"{person.full_name} : une lettre à {person.city or 'son adresse'}."
        else:
            yield f"{person.full_name} : adresse postale inconnue, rien ne part."


@desk_action(
    Meeting, "meetings.change_meeting", title="Écrire par courrier à qui n’a rien reçu",
    button="Imprimer ces lettres", effects=_to_post,
)  # fmt: skip
def post_bounced(request, meeting):
    posted = lifecycle.post_bounced(meeting, by=request.user)
    waits = french.agree(posted, "attend", "attendent")
    return _to_list(request, meeting, f"{french.plural(posted, 'lettre')} {waits} d’être imprimée dans les envois.")


@desk_action(Meeting, "meetings.prepare_meeting", title="Produire les pièces de la convocation", button="Produire")
def papers(request, meeting):
    for code, document, template in documents.convening_papers(meeting):
        files.produce(document, kind=code, about=meeting, by=request.user, template=template)
    return _to_list(request, meeting, "La convocation, l’ordre du jour et le pouvoir sont prêts.")


urlpatterns = [
    path("<int:pk>/convocations/", convocations, name="convocations"),
    path("<int:pk>/convocation/", convene, name="convene"),
    path("<int:pk>/date-a-retenir/", save_the_date, name="save_the_date"),
    path("<int:pk>/convocations/liste/", update_list, name="update_list"),
    path("<int:pk>/convocations/invitation/", add_guest, name="add_guest"),
    path("<int:pk>/convocations/courrier/", post_bounced, name="post_bounced"),
    path("<int:pk>/convocations/pieces/", papers, name="papers"),
    path("convocations/<int:pk>/reponse/", answer, name="answer"),
    path("convocations/<int:pk>/retrait/", remove_guest, name="remove_guest"),
]
