"""What the search knows of a referral, and who finds it."""

from django.utils.translation import gettext_noop

from parvis.ground.authorities.choices import Persona
from parvis.ground.core.html import plain
from parvis.ground.core.manifest import SearchSource
from parvis.ground.search import audience

from ..choices import Status
from ..models import Referral


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
