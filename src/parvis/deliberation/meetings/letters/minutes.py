"""What is sent once a meeting is over."""

from parvis.ground.core.addresses import address
from parvis.ground.mailing.letters import Letter

HOME = "/espace-membre/"


class MinutesToReview(Letter):
    key = "meetings.minutes_review"
    label = "Compte rendu à relire"
    audience = "les personnes présentes à la réunion"
    why = "Vous étiez présent à cette réunion."
    subject = "Compte rendu à relire : {about.title}"
    template = "meetings/letters/minutes_review.txt"

    def path(self):
        return self.about.minutes.text.get_member_url()


class MinutesApproved(Letter):
    key = "meetings.minutes_approved"
    label = "Compte rendu approuvé"
    audience = "la liste de diffusion du compte rendu, choisie à chaque réunion"
    why = "Vous êtes sur la liste de diffusion de ce compte rendu."
    subject = "Compte rendu : {about.title}"
    template = "meetings/letters/minutes_approved.txt"
    essential = True

    def path(self):
        return self.about.minutes.get_member_url()


class MinutesExpected(Letter):
    key = "meetings.minutes_expected"
    label = "Compte rendu attendu"
    audience = "la mission participation, puis la direction quand le compte rendu tarde d’un mois"
    why = "Vous suivez les réunions de ce dispositif."
    subject = "Compte rendu à rendre le {due:%d/%m/%Y} : {about.title}"
    template = "meetings/letters/minutes_expected.txt"

    def path(self):
        return self.about.get_minutes_url()


class ActionExpected(Letter):
    key = "meetings.action_expected"
    label = "Suite à donner après une réunion"
    audience = "la personne ou le service qui s’en charge, et la mission participation"
    why = "Cette action vous a été confiée en réunion, ou vous en suivez la tenue."
    subject = "À faire avant le {about.due_on:%d/%m/%Y} : {about.text}"
    template = "meetings/letters/action_expected.txt"

    def path(self):
        """Agents say it on the desk, members in their space."""
        return address("desk:meetings:complete_action", self.about.pk) if self.about.department_id else HOME


class PromisesReminder(Letter):
    key = "meetings.promises"
    label = "Rappel avant une réunion"
    audience = "les personnes qui ont une action à faire, sept jours avant la séance suivante"
    why = "Une action vous a été confiée lors d’une réunion précédente."
    subject = "Avant la réunion « {about.title} » : ce qui a été promis"
    template = "meetings/letters/promises.txt"

    def path(self):
        return HOME


class CouncillorNote(Letter):
    key = "meetings.councillor_note"
    label = "Note à l’élu référent"
    audience = "l’élue ou l’élu référent du dispositif"
    why = "Vous êtes l’élu référent de ce dispositif."
    subject = "Note : {about.title}"
    template = "meetings/letters/councillor_note.txt"
    essential = True

    def path(self):
        return self.about.get_desk_url()


class ThreadSummary(Letter):
    key = "meetings.thread_digest"
    label = "Résumé des échanges entre membres"
    audience = "les membres qui l’ont demandé, une fois par jour s’il y a du nouveau"
    why = "Vous avez demandé le résumé des échanges de cette instance."
    subject = "Entre nous : {about.name}"
    template = "meetings/letters/thread_digest.txt"

    def path(self):
        return address("member:meetings:thread", self.about.pk)


class PostHidden(Letter):
    key = "meetings.post_hidden"
    label = "Message masqué par la modération"
    audience = "l’auteur du message"
    why = "Vous avez écrit ce message."
    subject = "Votre message n’est plus affiché"
    template = "meetings/letters/post_hidden.txt"
    essential = True

    def path(self):
        return address("member:meetings:thread", self.about.scheme_id)


LETTERS = (
    MinutesToReview, MinutesApproved, MinutesExpected, ActionExpected, PromisesReminder, CouncillorNote,
    ThreadSummary, PostHidden,
)  # fmt: skip
