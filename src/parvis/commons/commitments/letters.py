"""What is written about promises."""

from parvis.ground.mailing.letters import Letter


class CommitmentReminder(Letter):
    key = "commitment_reminder"
    label = "Échéance d’un engagement"
    audience = "à la personne qui répond de l’engagement, aux agents du service chargé et à la mission participation"
    why = "Vous répondez de cet engagement, ou vous en suivez la tenue."
    subject = "{words} : {about.title}"
    template = "commitments/letters/reminder.txt"

    def path(self):
        return self.about.get_desk_url()


class ReviewExpected(Letter):
    key = "commitment_review"
    label = "Revue d’un engagement à faire"
    audience = "à la mission participation, puis à la direction quand la revue tarde d’un mois"
    why = "Vous suivez cet engagement."
    subject = "Revue d’un engagement, le {due:%d/%m/%Y} : {about.title}"
    template = "commitments/letters/review_expected.txt"

    def path(self):
        return self.about.get_desk_url()
