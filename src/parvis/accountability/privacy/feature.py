from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.ground.core.gathering import Source, others
from parvis.ground.core.manifest import DueItem, Feature, MenuEntry

from . import due, letters
from .choices import LEGAL_RULES
from .models import DataSubjectRequest
from .retention import legal_rules
from .subjects import declared

ACTS = {
    "receive_request": "Demande reçue",
    "check_identity": "Identité à vérifier",
    "take": "Demande prise en charge",
    "extend": "Délai prolongé",
    "datasubjectrequest.answer": "Réponse donnée",
    "refuse": "Demande refusée",
    "datasubjectrequest.close": "Demande close",
    "erase_person": "Données effacées",
    "access_archive": "Copie des données remise",
    "prepare_purge": "Purge préparée",
    "approve_purge": "Purge approuvée",
    "discard_purge": "Purge abandonnée",
    "purge": "Purge faite",
}


def requests_due(user, authority, today):
    """Requests to answer: mine when I am the DPO, followed when I am an officer."""
    if not user.has_perm("privacy.list_datasubjectrequest", authority):
        return []
    waiting = not user.has_perm("privacy.decide_datasubjectrequest", authority)

    def read(row):
        request = DataSubjectRequest(pk=row.pk, right=row.right)
        url = request.get_desk_url()
        return DueItem(str(request), "Répondre à la demande", "le ou la DPO", row.due_on, url, waiting=waiting)

    rows = DataSubjectRequest.objects.of(authority).visible_to(user).open().order_by("due_on", "pk")
    rest = others("autre demande", "autres demandes", reverse("desk:privacy:list"), "Voir les demandes", waiting)
    return [Source(rows, ("pk", "right", "due_on"), read, rest=rest)]


feature = Feature(
    slug="privacy",
    label=_("Données personnelles"),
    path="donnees-personnelles",
    desk_urls="parvis.accountability.privacy.desk.urls",
    public_urls="parvis.accountability.privacy.public.urls",
    member_urls="parvis.accountability.privacy.member.urls",
    menu=(MenuEntry("Données personnelles", "privacy:list", order=85, permission="privacy.list_datasubjectrequest"),),
    settings_menu=(
        MenuEntry("Registre des traitements", "privacy:register", order=70, permission="privacy.read_register"),
        MenuEntry("Purges", "privacy:purges", order=71, permission="privacy.list_purgerun"),
    ),
    member_menu=(MenuEntry("Mes données", "privacy:own", 95, "privacy.see_own_data", "Mon compte"),),
    due=requests_due,
    site_map=lambda authority: [(gettext("Vos données et vos droits"), "/donnees-personnelles/")],
    letters=(
        letters.RequestReceived, letters.IdentityAsked, letters.RequestExtended, letters.RequestAnswered,
        letters.RequestRefused, letters.NewRequest, letters.RequestDue, letters.AccountWillBeErased,
    ),
    due_jobs=(due.remind, due.warn_sleeping_accounts),
    extra={"acts": ACTS, "legal_rules": (*LEGAL_RULES, *legal_rules(declared()))},
)  # fmt: skip
