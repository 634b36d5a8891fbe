"""What is written about expenses. Of hours nothing is ever sent: a letter is read by more people than its owner."""

from parvis.ground.mailing.letters import Letter


class ClaimSettled(Letter):
    key = "claim_settled"
    label = "Réponse à un état de frais"
    audience = "au membre qui a transmis l’état de frais"
    why = "Vous avez transmis un état de frais."
    subject = "Votre état de frais est {about.status_words}"
    template = "workload/letters/claim_settled.txt"

    def path(self):
        return self.about.get_member_url()
