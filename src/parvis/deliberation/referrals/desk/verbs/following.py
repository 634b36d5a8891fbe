"""What became of an opinion, on the desk: the reviews."""

from parvis.deliberation.referrals import forms, lifecycle
from parvis.deliberation.referrals.lifecycle.following import Line
from parvis.deliberation.referrals.models import FollowUpReview
from parvis.ground.documents import lifecycle as files
from parvis.shells.actions import desk_action

from .landing import RICH


@desk_action(
    FollowUpReview, "referrals.hold_followupreview", form=forms.ReviewForm, title="Tenir le bilan",
    button="Publier le bilan", template=RICH,
    effects=lambda r: ["Le bilan est publié ; les engagements prennent l’état que vous indiquez."],
)  # fmt: skip
def hold_review(request, review, *, summary_html, presented_on, **data):
    followed = review.referral.responses.exclude(commitment=None).select_related("recommendation")
    lines = [_line(request, review.referral, row.recommendation, data) for row in followed]
    lifecycle.hold_review(review, lines=lines, by=request.user, summary_html=summary_html, presented_on=presented_on)
    return "Le bilan est publié."


def _line(request, referral, row, data):
    """What the form says of one recommendation; a piece handed over is kept in the file."""
    state, text, address, upload = (data[f"{name}_{row.pk}"] for name in ("state", "text", "evidence_url", "evidence"))
    piece = None
    if upload:
        title = f"Preuve {referral.number} {row.code}"
        piece = files.store(upload, authority=request.authority, by=request.user, owner=referral, title=title)
    return Line(row, state, text, address, piece)
