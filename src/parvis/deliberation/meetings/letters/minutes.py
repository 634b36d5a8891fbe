"""What is sent once a meeting is over."""

from django.urls import reverse

from parvis.ground.mailing.letters import Letter


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
        return reverse("member:meetings:minutes", args=[self.about.pk])
