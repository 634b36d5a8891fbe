"""Val d'Orzenne: ten meetings of autumn and winter, and the plenaries of the previous term that adopted opinions."""

# ruff: noqa: E501 – prose

from dataclasses import replace

from ..asking import item, step
from ..periods import school
from ..seating import attendance
from ..shapes import Meeting, Period, ToDo, Vote
from ..when import d, t
from .bodies import MEMBERSHIPS

_OFFICER = "maelle-quintard"


def _in(body):
    return [m for m in MEMBERSHIPS if m.body == body]


def _attended(meeting, present):
    """The same meeting with the names of those who came and of those excused."""
    day = meeting.starts_at.date()
    came, excused = attendance(_in(meeting.body), day, present, meeting.key)
    return replace(meeting, present=present, present_people=came, excused_people=excused)


AUTUMN = (
    _attended(
        Meeting(
            key="installation-2026",
            body="c2d",
            kind="seminar",
            title="Séminaire d’installation du conseil de développement",
            starts_at=t("26/09/2026", "09:30"),
            ends_at=t("26/09/2026", "13:00"),
            venue="virazelle-salle-des-fetes",
            public=True,
            convened=72,
            guests=9,
            proxies=0,
            agenda=(
                item(
                    "Accueil par le président et la vice-présidente",
                    30,
                    by="helene-darrouy",
                    notes="Le président rappelle que chaque avis recevra une réponse écrite, point par point.",
                ),
                item(
                    "Ce que la loi attend d’un conseil de développement",
                    45,
                    by="maelle-quintard",
                    notes="Article L5211-10-1 : composition, saisines obligatoires, rapport d’activité débattu.",
                ),
                item("Signature de la charte du membre", 30, notes="Les soixante-six membres présents ont signé."),
                item(
                    "Élection de la présidence et du bureau",
                    60,
                    "vote",
                    paper="Appel à candidatures pour le bureau",
                    notes="Une candidature à la présidence, huit au bureau.",
                ),
                item(
                    "Composition des quatre commissions",
                    45,
                    "debate",
                    notes="Chaque membre choisit une commission ; les quatre sont pourvues.",
                ),
            ),
            decisions=(
                (4, "Le conseil est installé ; Odile Fontbonne est élue présidente."),
                (5, "Les commissions comptent 19, 18, 17 et 18 membres."),
            ),
            outcome="Le conseil est installé ; Odile Fontbonne est élue présidente.",
            steps=(
                step("plan", "29/06/2026", by=_OFFICER),
                step("draft_agenda", "01/09/2026", by=_OFFICER),
                step("convene", "08/09/2026", by=_OFFICER),
                step("hold", "26/09/2026", "13:00", by=_OFFICER),
                step("draft_minutes", "29/09/2026", by=_OFFICER),
                step("review_minutes", "02/10/2026", by=_OFFICER),
                step("approve_minutes", "12/10/2026", by="odile-fontbonne"),
                step("publish_minutes", "13/10/2026", by=_OFFICER),
            ),
            state="minutes_published",
        ),
        66,
    ),
    _attended(
        Meeting(
            key="bureau-2026-10",
            body="c2d-bureau",
            kind="bureau",
            title="Bureau d’octobre",
            starts_at=t("06/10/2026", "18:00"),
            ends_at=t("06/10/2026", "20:00"),
            venue="hotel-agglomeration-salle-orzenne",
            convened=9,
            proxies=0,
            agenda=(
                item(
                    "Règlement intérieur",
                    30,
                    "debate",
                    "karim-ouzari",
                    notes="Le projet reprend les délais de convocation et un pouvoir par membre.",
                ),
                item(
                    "Auto-saisine sur l’accès aux soins",
                    60,
                    "vote",
                    "odile-fontbonne",
                    paper="Question proposée : tenir dix ans avec moins de médecins",
                    notes="La question est jugée utile à tout le territoire ; une réserve sur la charge de la commission.",
                ),
                item(
                    "Calendrier 2026-2027",
                    30,
                    by="maelle-quintard",
                    notes="Quatre plénières, dont celle du 10 décembre à Marsanne-d’Orzenne.",
                ),
            ),
            votes=(
                Vote(
                    question="Admettre l’auto-saisine « Comment tenir dix ans avec moins de médecins ? »",
                    item=2,
                    in_favour=7,
                    abstentions=1,
                    mode="recorded",
                ),
            ),
            decisions=(
                (
                    2,
                    "L’auto-saisine sur l’accès aux soins est admise et confiée à la commission Santé et liens sociaux.",
                ),
                (3, "La plénière de décembre se tient le jeudi 10 décembre à 18 h 30."),
            ),
            todos=(
                ToDo(
                    text="Proposer la liste des personnes à entendre sur l’accès aux soins",
                    owner="odile-fontbonne",
                    due_on=d("24/11/2026"),
                ),
                ToDo(
                    text="Faire signer la convention de la salle de Marsanne-d’Orzenne pour la plénière de décembre",
                    owner="maelle-quintard",
                    due_on=d("20/11/2026"),
                ),
            ),
            posts=(
                (
                    "odile-fontbonne",
                    t("07/10/2026", "19:10"),
                    "Qui peut relire avant vendredi la lettre aux médecins de garde ? Une page suffit.",
                ),
                (
                    "mathilde-larrieu",
                    t("08/10/2026", "08:25"),
                    "Je m’en charge ce soir. J’ajouterai la question des visites à domicile.",
                ),
            ),
            outcome="L’auto-saisine sur l’accès aux soins est admise et confiée à la commission Santé et liens sociaux.",
            steps=(
                step("plan", "28/09/2026", by=_OFFICER),
                step("convene", "29/09/2026", by=_OFFICER),
                step("open_session", "06/10/2026", "18:00", by=_OFFICER),
                step("settle", "06/10/2026", "19:15", by=_OFFICER),
                step("hold", "06/10/2026", "20:00", by=_OFFICER),
                step("draft_minutes", "09/10/2026", by=_OFFICER),
                step("review_minutes", "12/10/2026", by=_OFFICER),
                step("approve_minutes", "20/10/2026", by="odile-fontbonne"),
                step("publish_minutes", "21/10/2026", by=_OFFICER),
            ),
            state="minutes_published",
        ),
        8,
    ),
    _attended(
        Meeting(
            key="mobilites-2026-10",
            body="commission-mobilites",
            kind="commission",
            title="Commission Mobilités et énergie",
            starts_at=t("20/10/2026", "19:00"),
            ends_at=t("20/10/2026", "21:15"),
            venue="castelorze-foyer",
            convened=19,
            guests=2,
            proxies=0,
            agenda=(
                item(
                    "Saisine sur le plan climat-air-énergie",
                    30,
                    by="mathilde-larrieu",
                    notes="Lecture de la lettre du président et de ses trois questions.",
                ),
                item(
                    "Audition du service Transition",
                    60,
                    by="yannick-faureau",
                    paper="Ce que le plan coûte aux ménages, quatre pages",
                    notes="Les actions logement pèsent le plus sur les ménages en maison individuelle.",
                ),
                item(
                    "Premières questions",
                    45,
                    "debate",
                    "mathilde-larrieu",
                    notes="Dix-huit questions, regroupées en trois thèmes : se loger, se déplacer, suivre.",
                ),
            ),
            outcome="Le travail sur la saisine S-2026-01 est ouvert ; le service Transition a été entendu.",
            steps=(
                step("plan", "28/09/2026", by=_OFFICER),
                step("convene", "09/10/2026", by=_OFFICER),
                step("hold", "20/10/2026", "21:15", by=_OFFICER),
                step("draft_minutes", "23/10/2026", by=_OFFICER),
                step("review_minutes", "26/10/2026", by=_OFFICER),
                step("approve_minutes", "05/11/2026", by="mathilde-larrieu"),
            ),
            state="minutes_approved",
        ),
        15,
    ),
    _attended(
        Meeting(
            key="sante-2026-11",
            body="commission-sante",
            kind="commission",
            title="Commission Santé et liens sociaux",
            starts_at=t("05/11/2026", "18:30"),
            ends_at=t("05/11/2026", "20:45"),
            venue="hotel-agglomeration-salle-conseil",
            convened=18,
            proxies=0,
            agenda=(
                item(
                    "Cadrage de l’auto-saisine",
                    45,
                    "debate",
                    "odile-fontbonne",
                    notes="Trois angles : les soins du soir, les visites à domicile, les centres de santé.",
                ),
                item(
                    "Personnes à entendre",
                    50,
                    "debate",
                    "odile-fontbonne",
                    notes="Huit auditions proposées, dont l’hôpital et les infirmières libérales.",
                ),
                item(
                    "Calendrier jusqu’en avril 2027",
                    40,
                    by="maelle-quintard",
                    notes="Une séance par mois, le premier jeudi.",
                ),
            ),
            outcome="Liste des auditions arrêtée ; trois remarques sur le projet de compte rendu.",
            remarks=(
                (
                    "chloe-salmonie",
                    t("12/11/2026", "20:10"),
                    "L’audition des infirmières libérales a été demandée avant celle de l’hôpital : gardons cet ordre.",
                ),
                (
                    "henri-haddoui",
                    t("13/11/2026", "09:40"),
                    "Il manque la question posée sur les visites à domicile dans les communes du plateau.",
                ),
                (
                    "solange-ybarnegue",
                    t("14/11/2026", "17:25"),
                    "Précisez que le calendrier court jusqu’en avril 2027, et non jusqu’en mars.",
                ),
            ),
            steps=(
                step("plan", "28/09/2026", by=_OFFICER),
                step("convene", "23/10/2026", by=_OFFICER),
                step("hold", "05/11/2026", "20:45", by=_OFFICER),
                step("draft_minutes", "10/11/2026", by=_OFFICER),
                step("review_minutes", "12/11/2026", by=_OFFICER),
            ),
            state="minutes_review",
        ),
        12,
    ),
    Meeting(
        key="bureau-2026-11",
        body="c2d-bureau",
        kind="bureau",
        title="Bureau de novembre",
        starts_at=t("24/11/2026", "18:00"),
        ends_at=t("24/11/2026", "20:00"),
        venue="hotel-agglomeration-salle-orzenne",
        convened=9,
        agenda=(
            item("Ordre du jour de la plénière du 10 décembre", 45, "debate", "odile-fontbonne"),
            item("Suivi de l’avis sur le plan vélo", 60, "debate", "mathilde-larrieu"),
            item("Questions diverses", 15),
        ),
        steps=(step("plan", "06/10/2026", by=_OFFICER), step("convene", "13/11/2026", by=_OFFICER)),
        state="convened",
    ),
    Meeting(
        key="comite-partenaires-2026-11",
        body="comite-te",
        kind="committee",
        title="Comité des partenaires Territoires d’engagement",
        starts_at=t("30/11/2026", "10:00"),
        ends_at=t("30/11/2026", "12:00"),
        venue="hotel-agglomeration-salle-orzenne",
        agenda=(
            item("État des six actions", 45, by="maelle-quintard"),
            item("Situation financière", 30, by="bastien-orsolle"),
            item("Note de sortie du programme", 45, "debate", "helene-darrouy"),
        ),
        steps=(step("plan", "07/10/2026", by=_OFFICER),),
        state="planned",
    ),
    Meeting(
        key="eau-2026-12",
        body="commission-eau",
        kind="commission",
        title="Commission Eau, sols, alimentation",
        starts_at=t("01/12/2026", "18:30"),
        ends_at=t("01/12/2026", "20:30"),
        venue="tournabelle-mediatheque",
        steps=(step("plan", "28/09/2026", by=_OFFICER),),
        state="planned",
    ),
    Meeting(
        key="pleniere-2026-12",
        body="c2d",
        kind="plenary",
        title="Plénière de décembre",
        starts_at=t("10/12/2026", "18:30"),
        ends_at=t("10/12/2026", "21:30"),
        venue="marsanne-salle-polyvalente",
        public=True,
        convened=72,
        guests=6,
        guest_people=(
            ("luc-casterande", "Président de l’agglomération"),
            ("helene-darrouy", "Vice-présidente à la participation citoyenne"),
            ("sylvie-pouyfaucon", "Vice-présidente au climat et à l’énergie"),
            ("benoit-larregola", "Vice-président à la santé"),
            ("yannick-faureau", "Service Transition, pour le plan climat"),
            ("camille-rodanet", "Service Mobilités, pour les suites du plan vélo"),
        ),
        agenda=(
            item("Approbation du compte rendu du 26 septembre", 10, "vote", "odile-fontbonne", paper_on="26/11/2026"),
            item(
                "Avis sur le plan climat-air-énergie territorial",
                90,
                "opinion",
                "mathilde-larrieu",
                paper_on="26/11/2026",
            ),
            item("Accès aux soins : point d’étape", 40, "debate", "odile-fontbonne"),
            item("Suites données à l’avis sur le plan vélo", 40, "information", "camille-rodanet"),
        ),
        note="Repas prévu pour 55 personnes.",
        warning="La salle n’a pas d’accès de plain-pied.",
        steps=(
            step("plan", "28/09/2026", by=_OFFICER),
            step("draft_agenda", "09/11/2026", by=_OFFICER),
            step("invite", "13/11/2026", "15:00", by=_OFFICER),
        ),
        state="agenda_draft",
    ),
    Meeting(
        key="jeunesse-2026-12",
        body="commission-jeunesse",
        kind="working_group",
        title="Groupe Jeunesse",
        starts_at=t("15/12/2026", "18:00"),
        ends_at=t("15/12/2026", "20:00"),
        venue="tournabelle-mediatheque",
        steps=(step("plan", "06/10/2026", by=_OFFICER),),
        state="planned",
    ),
    Meeting(
        key="seminaire-elus-2027",
        body="c2d",
        kind="seminar",
        title="Séminaire avec les élus communautaires",
        starts_at=t("23/01/2027", "09:00"),
        ends_at=t("23/01/2027", "12:30"),
        venue="virazelle-salle-des-fetes",
        warning="Le district tient le même jour ses rencontres des associations.",
        despite="Seule date commune aux vice-présidences ; le district nous prête sa petite salle après 9 heures.",
        steps=(step("plan", "06/10/2026", by=_OFFICER),),
        state="planned",
    ),
)


def _archived_plenary(key, title, day, present, proxies, outcome):
    held = Meeting(
        key=key,
        body="c2d",
        kind="plenary",
        title=title,
        starts_at=t(day, "18:30"),
        ends_at=t(day, "21:00"),
        venue="hotel-agglomeration-salle-conseil",
        public=True,
        convened=60,
        proxies=proxies,
        agenda=(item(outcome.replace("Adoption de l’avis", "Avis"), 150, "opinion"),),
        outcome=outcome,
        steps=(
            step("plan", _days_before(day, 60), by=_OFFICER),
            step("convene", _days_before(day, 12), by=_OFFICER),
            step("hold", day, "21:00", by=_OFFICER),
            step("draft_minutes", _days_before(day, -5), by=_OFFICER),
            step("review_minutes", _days_before(day, -8), by=_OFFICER),
            step("approve_minutes", _days_before(day, -20), by="ginette-roquelaine"),
            step("publish_minutes", _days_before(day, -21), by=_OFFICER),
        ),
        state="minutes_published",
    )
    return _attended(held, present)


def _days_before(day, days):
    moment = d(day)
    return moment.fromordinal(moment.toordinal() - days).strftime("%d/%m/%Y")


ARCHIVE = (
    _archived_plenary(
        "pleniere-2025-03", "Plénière de mars 2025", "26/03/2025", 41, 5, "Adoption de l’avis sur les cantines."
    ),
    _archived_plenary(
        "pleniere-2025-06", "Plénière de juin 2025", "18/06/2025", 38, 6, "Adoption de l’avis sur le plan vélo."
    ),
)

MEETINGS = ARCHIVE + AUTUMN

PERIODS = (
    *school("B"),
    Period(
        kind="local",
        label="Rencontres de district des associations",
        starts_on=d("23/01/2027"),
        ends_on=d("24/01/2027"),
        source="Agenda du district",
    ),
)
