"""The message of the account: codes and notices, worded by the templates that replace those of allauth."""

from parvis.ground.mailing.letters import Letter


class AccountLetter(Letter):
    """A message about signing in: always sent, at once, and shown to nobody else."""

    key = "account"
    label = "Code de connexion, mot de passe, sécurité du compte"
    audience = "La personne qui se connecte ou modifie son compte."
    why = "Vous, ou quelqu’un qui a saisi votre adresse, avez fait cette demande."
    essential = True
    confidential = True

    def __init__(self, authority, *, subject, body):
        super().__init__(authority)
        self.subject_text, self.body_text = subject, body

    def subject_for(self, recipient):
        return self.subject_text

    def body_for(self, recipient):
        return self.body_text

    def path(self):
        return "/compte/"
