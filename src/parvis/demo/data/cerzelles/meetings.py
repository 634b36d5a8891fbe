"""Cerzelles: the plenaries of the Fabrique, the forum and the monthly coordination."""

from dataclasses import replace

from ..asking import item, step
from ..seating import attendance
from ..shapes import Meeting, Sequence, ToDo, Vote
from ..when import d, t
from .bodies import MEMBERSHIPS

_BY = "hugo-lantier"


def _after(day, days):
    return d(day).fromordinal(d(day).toordinal() + days).strftime("%d/%m/%Y")


def _minutes(day):
    """Written within three days, read again by those who were there, approved by the chair, sent to all."""
    return (
        step("draft_minutes", _after(day, 3), by=_BY),
        step("review_minutes", _after(day, 6), by=_BY),
        step("approve_minutes", _after(day, 16), by="rosalie-vandermotte"),
        step("publish_minutes", _after(day, 17), by=_BY),
    )


def _plenary(key, title, day, present, agenda, outcome, planned="01/06/2026", session=(), **more):
    meeting = Meeting(
        key=key,
        body="fabrique",
        kind="plenary",
        title=title,
        starts_at=t(day, "09:00"),
        ends_at=t(day, "13:00"),
        venue="maison-la-fontaine",
        public=True,
        convened=40,
        proxies=0,
        agenda=agenda,
        outcome=outcome,
        steps=(
            step("plan", planned, by=_BY),
            step("convene", _after(day, -14), by=_BY),
            *session,
            step("hold", day, "13:00", _BY),
            *_minutes(day),
        ),
        state="minutes_published",
        **more,
    )
    members = [m for m in MEMBERSHIPS if m.body == "fabrique"]
    came, excused = attendance(members, d(day), present, key)
    return replace(meeting, present=present, present_people=came, excused_people=excused)


MEETINGS = (
    _plenary(
        "pleniere-1",
        "Plénière 1 : installation",
        "30/05/2026",
        37,
        (
            item("Accueil par le maire", 30, by="dominique-vautrelle", notes="Le maire présente les quarante membres."),
            item(
                "Lettre de saisine",
                90,
                "debate",
                "dominique-vautrelle",
                paper="Lettre du maire, L’eau dans la ville",
                notes="Où garder l’eau, où la laisser partir, qu’accepter de changer ?",
            ),
            item(
                "Règles de la Fabrique",
                120,
                "debate",
                _BY,
                notes="Durée des prises de parole, place des suppléants, publicité des séances.",
            ),
        ),
        "La Fabrique est installée ; le maire lui confie la question de l’eau dans la ville.",
        "20/04/2026",
    ),
    _plenary(
        "pleniere-2",
        "Plénière 2 : marcher sous la chaleur",
        "19/09/2026",
        33,
        (
            item(
                "Restitution des marches d’été",
                90,
                by="rosalie-vandermotte",
                notes="Trois marches, quarante-deux habitants, vingt-six lieux relevés.",
            ),
            item(
                "D’où vient l’eau, où va-t-elle ?",
                120,
                "debate",
                "fatima-ouarzaz",
                notes="Le service Nature en ville montre le parcours de l’eau, de la source à la station.",
            ),
        ),
        "Douze lieux à rafraîchir sont repérés.",
    ),
    _plenary(
        "pleniere-3",
        "Plénière 3 : premières idées",
        "17/10/2026",
        34,
        (
            item(
                "Premières idées",
                120,
                "debate",
                "rosalie-vandermotte",
                notes="Onze idées présentées ; quatre reviennent à toutes les tables.",
            ),
            item(
                "Choix des tables thématiques",
                60,
                "vote",
                _BY,
                paper="Les quatre idées, une page chacune",
                notes="Une table par famille d’idées ; chaque membre en choisit une.",
            ),
        ),
        "Quatre idées sont retenues pour être approfondies.",
        session=(
            step("open_session", "17/10/2026", "09:05", by=_BY),
            step("settle", "17/10/2026", "12:20", by=_BY),
        ),
        votes=(
            Vote(question="Retenir ces quatre idées pour les tables ?", item=2, in_favour=29, against=2, abstentions=3),
        ),
        decisions=(
            (
                2,
                "Quatre idées sont approfondies : débitumer douze cours d’école, récupérer l’eau des toits des "
                "gymnases, une carte des ruelles fraîches, arrêter les jets d’eau sans circuit fermé.",
            ),
        ),
        todos=(
            ToDo(text="Donner la surface des toits des six gymnases", owner="fatima-ouarzaz", due_on=d("27/11/2026")),
            ToDo(text="Inviter une hydrologue à la plénière 4", owner=_BY, due_on=d("20/11/2026")),
        ),
        posts=(
            (
                "rosalie-vandermotte",
                t("19/10/2026", "18:40"),
                "Merci pour samedi. Qui connaît une ruelle fraîche près de la gare ? La carte y a un trou.",
            ),
            (
                _BY,
                t("20/10/2026", "09:15"),
                "La maison de quartier de la Gare en signale deux ; je les apporte à la plénière 4.",
            ),
        ),
    ),
    Meeting(
        key="coordination-2026-11",
        body="fabrique",
        kind="coordination",
        title="Coordination mensuelle des neuf instances",
        starts_at=t("24/11/2026", "18:00"),
        ends_at=t("24/11/2026", "19:30"),
        venue="hotel-de-ville-salle-conseil",
        agenda=(
            item("Dix-sept sujets en cours", 40, by=_BY),
            item("Trois chevauchements", 30, "debate", "perrine-delmotte"),
            item("Calendrier de décembre", 20, "debate", _BY),
        ),
        warning="Deux réunions le jeudi 10 décembre à 19 heures pour le même public.",
        steps=(step("plan", "01/06/2026", by=_BY), step("convene", "10/11/2026", by=_BY)),
        state="convened",
    ),
    Meeting(
        key="forum-2026-12",
        body="fabrique",
        kind="forum",
        title="Forum de la participation",
        starts_at=t("05/12/2026", "10:00"),
        ends_at=t("05/12/2026", "17:00"),
        venue="hotel-de-ville-salle-conseil",
        public=True,
        steps=(step("plan", "01/06/2026", by=_BY),),
        state="planned",
    ),
    Meeting(
        key="ormeaux-2026-12",
        body="conseil-les-ormeaux",
        kind="plenary",
        title="Conseil de quartier : les arbres des Ormeaux",
        starts_at=t("10/12/2026", "19:00"),
        ends_at=t("10/12/2026", "21:00"),
        venue="maison-les-ormeaux",
        public=True,
        warning="Même soir et même public que la réunion du conseil des jeunes.",
        steps=(step("plan", "12/10/2026", by=_BY),),
        state="planned",
    ),
    Meeting(
        key="jeunes-2026-12",
        body="conseil-jeunes",
        kind="plenary",
        title="Conseil des jeunes : des arbres pour les cours",
        starts_at=t("10/12/2026", "19:00"),
        ends_at=t("10/12/2026", "21:00"),
        venue="maison-gare",
        warning="Même soir et même public que le conseil de quartier Les Ormeaux.",
        despite="Les deux salles étaient déjà réservées ; la coordination du 24 novembre dira laquelle est déplacée.",
        steps=(step("plan", "19/10/2026", by=_BY),),
        state="planned",
    ),
    Meeting(
        key="pleniere-4",
        body="fabrique",
        kind="plenary",
        title="Plénière 4 : où va la pluie ?",
        starts_at=t("12/12/2026", "09:00"),
        ends_at=t("12/12/2026", "13:00"),
        venue="maison-la-fontaine",
        public=True,
        convened=40,
        guests=6,
        agenda=(
            item("Retour sur la plénière 3", 25, by="rosalie-vandermotte"),
            item("« Où va la pluie ? »", 45, by="ilse-hartog"),
            item("Trois tables : les cours, les toits, les ruelles", 90, "debate", "awatef-slimani"),
            item("Mise en commun graphique", 30, "debate", "elodie-charbonnel-vey"),
        ),
        sequences=(
            Sequence(title="Accueil", minutes=20, material="badges, café", who="Maison de quartier La Fontaine"),
            Sequence(title="Retour sur la plénière 3", minutes=25, method="plénière", who="Rosalie Vandermotte"),
            Sequence(
                title="Intervention « Où va la pluie ? »",
                minutes=45,
                method="exposé, puis questions",
                material="écran, micro, boucle magnétique",
                who="Ilse Hartog",
            ),
            Sequence(
                title="Trois tables",
                minutes=90,
                method="tables tournantes",
                material="cartes du sous-sol, feutres, trois plateaux",
                who="Awatef Slimani",
            ),
            Sequence(
                title="Mise en commun graphique",
                minutes=30,
                method="facilitation graphique",
                material="mur de papier",
                who="Élodie Charbonnel-Vey",
            ),
            Sequence(title="Repas", minutes=30, material="46 repas", who="Protocole"),
        ),
        note="Repas pour 46 personnes ; garde de cinq enfants.",
        steps=(step("plan", "01/06/2026", by=_BY), step("draft_agenda", "09/11/2026", by=_BY)),
        state="agenda_draft",
    ),
)
