from parvis.ground.core.manifest import Feature, MenuEntry

from . import contributions
from .documents import KINDS
from .legal import LEGAL_RULES
from .letters import ClaimSettled

ACTS = {
    "plan_session": "Séance prévue",
    "move_session": "Séance déplacée",
    "worksession.do": "Séance faite",
    "worksession.credit": "Séance créditée",
    "worksession.correct": "Heures corrigées",
    "worksession.cancel": "Séance annulée",
    "use_recovery": "Récupération posée",
    "recoveryuse.take": "Récupération prise",
    "recoveryuse.give_back": "Récupération rendue",
    "ask_saturday": "Accord demandé pour un samedi",
    "saturdayagreement.grant": "Accord donné pour un samedi",
    "saturdayagreement.refuse": "Accord refusé pour un samedi",
    "saturdayagreement.withdraw": "Demande retirée pour un samedi",
    "record_trip": "Trajet noté",
    "amend_trip": "Trajet corrigé",
    "remove_trip": "Trajet retiré",
    "set_rate": "Taux de récupération fixé",
    "remove_rate": "Taux de récupération retiré",
    "open_claim": "État de frais ouvert",
    "write_claim": "État de frais modifié",
    "expenseclaim.submit": "État de frais transmis",
    "expenseclaim.take_back": "État de frais repris",
    "expenseclaim.accept": "État de frais accepté",
    "expenseclaim.refuse": "État de frais refusé",
    "remove_claim": "État de frais supprimé",
}

feature = Feature(
    slug="workload",
    label="Temps et frais",
    path="temps-et-frais",
    module=True,
    desk_urls="parvis.commons.workload.desk.urls",
    member_urls="parvis.commons.workload.member.urls",
    menu=(
        MenuEntry("Ma journée", "workload:day", order=5, permission="workload.list_worksession"),
        MenuEntry("Charge de l’équipe", "workload:team", order=6, permission="workload.team_worksession"),
        MenuEntry("Frais des membres", "workload:claims", order=66, permission="workload.list_expenseclaim"),
    ),
    member_menu=(MenuEntry("Mes frais", "workload:claims", 60, "workload.add_expenseclaim", "Frais et budgets"),),
    settings_menu=(
        MenuEntry("Taux de récupération", "workload:rates", order=48, permission="workload.list_recoveryrate"),
    ),
    due=contributions.due,
    letters=(ClaimSettled,),
    documents=KINDS,
    extra={"acts": ACTS, "legal_rules": LEGAL_RULES},
)
