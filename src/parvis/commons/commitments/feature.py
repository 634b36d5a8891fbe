from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from parvis.ground.core.manifest import Feature, FollowSource, Indicator, MenuEntry, SearchSource

from . import contributions, due, queries
from .choices import LEGAL_RULES
from .importers import COMMITMENTS
from .letters import CommitmentReminder, ReviewExpected

ACTS = {
    "promise": "Engagement pris",
    "amend": "Engagement corrigé",
    "postpone": "Échéance reportée",
    "commitment.publish": "Engagement publié",
    "commitment.withdraw": "Engagement retiré du site public",
    "commitment.start": "Travail commencé",
    "report": "Point d’avancement",
    "complete": "Engagement tenu",
    "abandon": "Engagement abandonné",
    "commitment.reopen": "Engagement rouvert",
    "schedule_reviews": "Revues prévues",
    "commitment.hold_review": "Revue faite",
}

INDICATORS = (
    Indicator(
        "commitments.public", "Engagements publics", "Engagements publiés, quel que soit leur état.", "engagements",
        queries.count_public,
    ),
    Indicator(
        "commitments.done", "Engagements tenus",
        "Part des engagements publics tenus, parmi ceux dont l’échéance est passée ou qui sont clos.", "%",
        queries.share_done,
    ),
    Indicator(
        "commitments.late", "Engagements en retard",
        "Engagements publics dont l’échéance est passée, ni tenus ni abandonnés.", "engagements", queries.count_late,
    ),
)  # fmt: skip

feature = Feature(
    slug="commitments",
    label=_("Engagements"),
    path="engagements",
    module=True,
    desk_urls="parvis.commons.commitments.desk.urls",
    public_urls="parvis.commons.commitments.public.urls",
    member_urls="parvis.commons.commitments.member.urls",
    menu=(MenuEntry("Engagements", "commitments:list", order=30, permission="commitments.list_commitment"),),
    public_menu=(MenuEntry(_("Engagements"), "commitments:board", order=30),),
    member_menu=(MenuEntry("Engagements", "commitments:list", 40, "commitments.read_commitment", "Nos travaux"),),
    due=contributions.due,
    recent=contributions.recent,
    news=queries.news,
    promises=contributions.promises,
    site_map=lambda authority: [(gettext("Tous les engagements"), "/engagements/")],
    scheme_panels=contributions.scheme_panel,
    person_panels=contributions.person_panel,
    indicators=INDICATORS,
    search=(
        SearchSource(
            model="commitments.Commitment",
            label=gettext_noop("Engagement"),
            title=lambda commitment: commitment.title,
            text=contributions.words_of,
            audience=contributions.found_by,
            url=lambda commitment: commitment.get_desk_url(),
            public_url=lambda commitment: commitment.get_absolute_url() if commitment.is_public else "",
        ),
    ),
    follows=(FollowSource("commitments.Commitment", "engagement", "cet engagement", queries.public_of),),
    letters=(CommitmentReminder, ReviewExpected),
    imports=(COMMITMENTS,),
    due_jobs=(due.remind, due.remind_reviews),
    extra={
        "acts": ACTS,
        "legal_rules": LEGAL_RULES,
        "start": (MenuEntry("Nouvel engagement", "commitments:create", permission="commitments.add_commitment"),),
    },
)
