"""Voting from one's own phone, on the private page of one's convocation."""

from django import forms
from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from parvis.commons.people.models import Person
from parvis.deliberation.meetings import lifecycle
from parvis.deliberation.meetings.choices import Ballot, VoteStatus
from parvis.deliberation.meetings.lifecycle.voting import ballots_of, signed
from parvis.ground.core.errors import Refused
from parvis.shells.public import notes

from .private import private_page

SAID = {
    "vote": gettext_lazy("Votre vote est reçu."),
    "double": gettext_lazy("Cette voix a déjà voté : son vote compte une fois."),
}


class ChoiceForm(forms.Form):
    """For, against, abstention."""

    choice = forms.ChoiceField(label=gettext_lazy("Votre vote"), choices=Ballot.choices, widget=forms.RadioSelect)


@private_page
@require_safe
def votes(request, convocation):
    """The votes that are open, one form for each voice that the person may cast; the results of those closed."""
    open_now = convocation.meeting.vote_rows.filter(status=VoteStatus.OPEN)
    notes.say(request, SAID, about=set(open_now.values_list("pk", flat=True)))
    return _page(request, convocation)


@private_page
@require_POST
def cast(request, convocation):
    """One voice votes; pressed twice, it counts once."""
    vote = convocation.meeting.vote_rows.filter(pk=_number(request, "vote"), status=VoteStatus.OPEN).first()
    voice = vote and next((v for v in _voices(vote, convocation) if v.person_id == _number(request, "voice")), None)
    if voice is None:
        return _refused(request, convocation, _("Ce vote n’est plus ouvert, ou votre présence n’est pas notée."))
    form = ChoiceForm(request.POST, prefix=f"{vote.pk}-{voice.person_id}")
    if not form.is_valid():
        return _page(request, convocation, failed=form, status=422)
    try:
        counted = lifecycle.cast(vote, voice, form.cleaned_data["choice"])
    except Refused as refused:
        return _refused(request, convocation, str(refused))
    return notes.done(address_of(convocation), "vote" if counted else "double", about=vote.pk)


def _refused(request, convocation, why):
    messages.error(request, why)
    return _page(request, convocation, status=422)


def address_of(convocation):
    return reverse("public:meetings-links:votes", args=[convocation.key])


def _number(request, name):
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() else 0


def _voices(vote, convocation):
    return ballots_of(vote, convocation.person_id)


def _page(request, convocation, failed=None, status=200):
    rows = list(convocation.meeting.vote_rows.select_related("meeting__scheme__body"))
    waiting = [vote for vote in rows if vote.status == VoteStatus.OPEN]
    context = {
        "title": _("Votes"), "meeting": convocation.meeting, "convocation": convocation, "failed": failed,
        "open": [(vote, _ballots(vote, convocation, failed)) for vote in waiting],
        "closed": [vote for vote in rows if vote.status == VoteStatus.CLOSED],
    }  # fmt: skip
    return render(request, "meetings/public/votes.html", context, status=status)


def _ballots(vote, convocation, failed):
    """(voice, name when it is carried for another, its form, whether it voted)."""
    voices, done = _voices(vote, convocation), signed(vote)
    names = {p.pk: p.full_name for p in Person.objects.filter(pk__in=[v.person_id for v in voices if v.is_proxy])}
    for voice in voices:
        prefix = f"{vote.pk}-{voice.person_id}"
        form = failed if failed and failed.prefix == prefix else ChoiceForm(prefix=prefix)
        yield voice, names.get(voice.person_id, ""), form, voice.person_id in done
