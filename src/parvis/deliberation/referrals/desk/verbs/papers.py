"""The documents of a file and the numbers of its register, on the desk."""

from parvis.deliberation.referrals import documents, forms, register, tasks
from parvis.deliberation.referrals.choices import ADOPTED_ON, ANSWERED_ON, TRANSMITTED_ON, Status
from parvis.deliberation.referrals.models import Referral
from parvis.ground.core import clock
from parvis.ground.documents import lifecycle as files
from parvis.shells.actions import desk_action

from .landing import go


@desk_action(
    Referral, "referrals.run_referral", form=forms.AttachForm, title="Joindre un document", button="Joindre",
    effects=lambda r: ["Les membres de l’instance et les agents qui suivent la saisine peuvent le lire."],
)  # fmt: skip
def attach(request, referral, *, file, title, alternative, is_public):
    stored = files.store(
        file, authority=request.authority, by=request.user, owner=referral, title=title, alternative=alternative
    )
    if is_public:
        files.publish_file(stored, by=request.user)
    return f"Le document « {stored.title} » est joint."


def available(referral):
    """The documents that can be produced at this stage."""
    codes = []
    if referral.status != Status.DRAFT:
        codes += [documents.LETTER, *([documents.CONTEXT] if referral.context_html else [])]
    if referral.status in ADOPTED_ON:
        codes.append(documents.OPINION)
    if referral.status in TRANSMITTED_ON:
        codes += [documents.TRANSMISSION, documents.ANSWERS]
    if referral.status in ANSWERED_ON:
        codes.append(documents.FOLLOW_UP)
    return codes


@desk_action(
    Referral, "referrals.run_referral", title="Produire les documents", button="Produire",
    effects=lambda r: [f"{k.number} {k.label}" for k in available(r)] or ["Rien à produire à cette étape."],
)  # fmt: skip
def produce(request, referral):
    for kind in available(referral):
        tasks.produce(referral, kind.code, by=request.user)
    return "Les documents sont prêts, en PDF accessible, Word et OpenDocument."


@desk_action(
    None, "referrals.configure_register", form=forms.RegisterForm, title="Numéros du registre", button="Enregistrer"
)
def set_prefix(request, *, prefix):
    register.set_prefix(request.authority, year=clock.today().year, prefix=prefix, by=request.user)
    return go(request, f"Les prochaines saisines commenceront par {prefix}.", "register")
