"""What happened to a referral in public: the same words on the feeds and in the messages of those who follow it."""

from django.utils.translation import gettext as _

from parvis.ground.core import french
from parvis.ground.core.dates import midnight
from parvis.ground.core.html import plain
from parvis.ground.core.manifest import NewsEntry

from ..choices import ENDED_ASIDE
from .words import late_words


def news_of(referral):
    """The public events of one referral."""
    title = _("Une question : {title}").format(title=referral.title)
    yield _news(referral, "question", title, referral.question, referral.submitted_at)
    if referral.opinion_published_at:
        said = _("Réponse attendue avant le {day}.").format(day=french.plain_date(referral.answer_due_on))
        title = _("Un avis : {title}").format(title=referral.title)
        yield _news(referral, "avis", title, said, referral.opinion_published_at)
    elif referral.transmitted_on:
        said = _("Il sera publié plus tard. Réponse attendue avant le {day}.")
        said = said.format(day=french.plain_date(referral.answer_due_on))
        title = _("L’avis est transmis : {title}").format(title=referral.title)
        yield _news(referral, "transmission", title, said, midnight(referral.transmitted_on))
    if referral.answered_on:
        said = late_words(referral) or _("La réponse est donnée dans le délai promis.")
        title = _("La réponse : {title}").format(title=referral.title)
        yield _news(referral, "reponse", title, said, midnight(referral.answered_on))
    for review in referral.reviews.all():
        if review.held_on:
            title = f"{review.label} : {referral.title}"
            yield _news(referral, f"bilan-{review.months}", title, plain(review.summary_html), midnight(review.held_on))
    if referral.status in ENDED_ASIDE:
        title = f"{referral.get_status_display().capitalize()} : {referral.title}"
        yield _news(referral, "fin", title, referral.end_reason, midnight(referral.ended_on))


def news_about(referral, what):
    """One of these events by its name (« avis », « reponse », « bilan-6 », « fin »…), or None."""
    return next((told for told in news_of(referral) if told.tag == f"referral-{referral.pk}-{what}"), None)


def _news(referral, what, title, summary, updated):
    return NewsEntry(
        tag=f"referral-{referral.pk}-{what}", title=title, summary=summary, url=referral.get_absolute_url(),
        updated=updated, scheme_id=referral.body_id,
    )  # fmt: skip
