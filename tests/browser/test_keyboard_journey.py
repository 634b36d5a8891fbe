"""By the keyboard alone: AS02 from the letter to the published answer; a plenary from its date to its convocation."""

import datetime as dt

import pytest

from parvis.deliberation.meetings.models import Meeting, Sending
from parvis.deliberation.referrals.models import Referral
from parvis.ground.core import clock

from .keyboard import Keys
from .worlds import T0

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Plan climat"


@pytest.fixture
def sit_down(people):
    """Somebody at their desk, in front of the sign-in page, with a keyboard only."""

    def arrive(base, name):
        visitor = people(base)
        visitor.go("/compte/connexion/")
        return Keys(visitor).skip().enter(name)

    return arrive


def test_a_referral_goes_from_the_letter_to_the_answer_without_a_mouse(stand_on, sit_down):
    base = stand_on(dt.date(2026, 10, 11))

    # The secretariat of the president submits the letter that waits.
    secretary = sit_down(base, "Mireille Sabathé")
    secretary.enter("Saisines").skip().enter(TITLE)
    secretary.verb("Transmettre à l’instance").skip().enter("Transmettre à l’instance")
    referral = Referral.objects.get(title__startswith=TITLE, status="submitted")

    # The chair accepts it: commission, rapporteur, calendar.
    chair = sit_down(base, "Odile Fontbonne")
    chair.find(TITLE, TITLE).verb("Accepter la saisine").skip()
    chair.pick("Commission", "Mobilités").pick("Rapporteur", "Larrieu").pick("Contact dans le service", "Faureau")
    chair.day("Adoption prévue le", "2026-12-10").enter("Accepter")

    # The officer hears a service, and writes the draft in the editor.
    officer = sit_down(base, "Maëlle Quintard")
    officer.find(TITLE, TITLE).verb("Inviter à une audition").skip()
    officer.write("Sujet", "Le projet de plan").day("Date et heure", "2026-11-05T18:00")
    officer.pick("Service entendu", "Transition").enter("Envoyer l’invitation")
    officer.verb("Commencer l’examen").skip().enter("Commencer l’examen")
    officer.verb("Ouvrir le projet d’avis").skip().enter("Ouvrir le projet d’avis")
    referral.refresh_from_db()
    title = referral.text.title
    officer.verb("Écrire").skip()
    officer.write("textbox", "Le conseil constate que les efforts pèsent sur les plus modestes.")
    officer.enter("Enregistrer la version")
    officer.verb("Ouvrir les commentaires").skip().day("Commentaires ouverts", "2026-11-30").enter(
        "Ouvrir les commentaires"
    )

    # A member comments a paragraph; the officer settles the remark; the author reads why.
    member = sit_down(base, "Mathilde Larrieu")
    member.find(title, title).skip().enter("Commenter le paragraphe 1")
    member.write("Votre remarque", "Dites combien cela coûte par mois.").enter("Envoyer la remarque")
    officer.find(title, title).skip().enter("Donner suite")
    officer.skip().reach("radio").press("ArrowDown", "Space").write("Explication", "Le chiffre n’est pas connu.")
    officer.enter("Enregistrer la suite")
    member.find(title, title).visitor.sees("Le chiffre n’est pas connu.")
    officer.find(title, title).skip().enter("Recommandations").skip().enter("Ajouter une recommandation").skip()
    officer.write('textbox "Recommandation', "Prêter un véhicule").pick("Service destinataire", "Transition").enter(
        "Ajouter"
    )

    # The plenary adopts, the chair transmits.
    clock.freeze("2026-12-10T21:00")
    officer.find(TITLE, TITLE).verb("Enregistrer l’adoption").skip().day("Date de la séance", "2026-12-10")
    for label, count in (("Membres présents", 51), ("Pouvoirs", 6), ("Pour (", 48), ("Contre", 3), ("Abstentions", 6)):
        officer.write(label, str(count))
    officer.enter("Adopter l’avis")
    clock.freeze("2026-12-11T10:00")
    chair.find(TITLE, TITLE).verb("Transmettre l’avis").skip().enter("Transmettre l’avis")

    # The councillor answers and publishes.
    clock.freeze("2027-03-22T10:00")
    councillor = sit_down(base, "Hélène Darrouy")
    councillor.find(TITLE, TITLE).verb("Accuser réception").skip().enter("Accuser réception")
    councillor.skip().enter("Réponse").skip().enter("Répondre")
    councillor.skip().reach("radio").press("ArrowDown").write("Motifs", "Parce que c’est juste.")
    councillor.pick("Service chargé", "Transition").day("Échéance", "2027-12-31").enter("Enregistrer la réponse")
    councillor.verb("Publier la réponse").skip()
    councillor.day("Présentée oralement", "2027-03-20").enter("Publier la réponse")
    councillor.visitor.sees("11 jours de retard")
    referral.refresh_from_db()
    assert (referral.status, referral.answered_on) == ("under_follow_up", dt.date(2027, 3, 22))


def test_a_plenary_is_planned_given_its_agenda_and_convened_without_a_mouse(stand_on, sit_down):
    base = stand_on(T0)
    officer = sit_down(base, "Maëlle Quintard")

    # From the list of meetings: who meets, when, where.
    officer.enter("Réunions").skip().enter("Nouvelle réunion").skip()
    officer.pick("Qui se réunit", "Conseil de développement du Val").pick("Nature", "plénière")
    officer.write('textbox "Titre', "Plénière de janvier")
    officer.day("Début", "2027-01-14T18:30").day("Fin", "2027-01-14T20:30").pick("Lieu connu", "Halle de Marsanne")
    officer.tick("Ouverte au public").enter("Prévoir la réunion")
    officer.visitor.sees("La réunion est prévue.", "jeudi 14 janvier 2027", "écrire l’ordre du jour")

    # Two items, the second of which comes first.
    for title, minutes in (("Suites de l’avis sur le plan climat", "40"), ("Accueil", "10")):
        officer.skip().enter("Ajouter un point").skip().write('textbox "Titre', title)
        officer.pick("Résultat attendu", "débat").write("Durée, en minutes", minutes).enter('button "Ajouter')
    officer.skip().enter("Déplacer le point 2").skip().write("Nouveau rang", "1").enter("Placer ici")
    officer.visitor.sees("50 minutes annoncées.")

    # Everybody is called.
    officer.verb("Convoquer").skip().enter("Envoyer les convocations").visitor.sees("72 convocations", "sans réponse")
    meeting = Meeting.objects.get(title="Plénière de janvier")
    assert (meeting.status, meeting.sequence, meeting.is_public) == ("convened", 0, True)
    assert [item.title for item in meeting.items.order_by("number")] == [
        "Accueil", "Suites de l’avis sur le plan climat",
    ]  # fmt: skip
    assert Sending.objects.filter(convocation__meeting=meeting, kind="convocation").count() == 72
