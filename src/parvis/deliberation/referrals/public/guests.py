"""The private page of a person invited to a hearing: its link names one invitation, nothing leads to it."""

from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.deliberation.referrals import lifecycle
from parvis.deliberation.referrals.choices import HearingStatus
from parvis.deliberation.referrals.models import HearingGuest
from parvis.deliberation.referrals.models.work import GUEST_SALT
from parvis.ground.core.errors import Refused
from parvis.ground.core.manifest import CalendarEntry
from parvis.shells.entry import public_view
from parvis.shells.public.feeds import ics_response


@never_cache
@public_view()
def invitation(request, token):
    """When, where, about what; whether they come."""
    guest, refusal = _guest(request, token), ""
    if request.method == "POST":
        try:
            lifecycle.answer_invitation(guest, coming=request.POST.get("answer") == "coming")
        except Refused as refused:
            refusal = str(refused)
        else:
            return redirect(request.path)
    hearing = guest.hearing
    context = {
        "guest": guest, "hearing": hearing, "referral": hearing.referral, "refusal": refusal,
        "to_come": hearing.status == HearingStatus.PLANNED, "cancelled": hearing.status == HearingStatus.CANCELLED,
        "calendar_url": f"{request.path}agenda.ics",
    }  # fmt: skip
    page = render(request, "referrals/public/invitation.html", context, status=422 if refusal else 200)
    page["X-Robots-Tag"] = "noindex"
    return page


@never_cache
@public_view()
@require_safe
def calendar(request, token):
    """The date, for the guest’s own calendar."""
    hearing = _guest(request, token).hearing
    state = "cancelled" if hearing.status == HearingStatus.CANCELLED else "confirmed"
    title = _("Audition : {subject}").format(subject=hearing.subject)
    entry = CalendarEntry(
        uid=f"referral-{hearing.referral_id}-audition-{hearing.pk}@parvis", title=title, start=hearing.at,
        place=hearing.place, url=hearing.referral.get_absolute_url(), state=state, public=False,
    )  # fmt: skip
    return ics_response(request.authority, [entry], title)


def _guest(request, token):
    """The invitation of a link; 404 for a link that nobody sent, or of another authority."""
    try:
        pk = signing.loads(token, salt=GUEST_SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    rows = HearingGuest.objects.filter(hearing__referral__authority=request.authority)
    guest = rows.select_related("hearing__referral__body", "hearing__referral__authority").filter(pk=pk).first()
    if guest is None:
        raise Http404
    return guest
