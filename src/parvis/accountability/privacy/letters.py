"""What is written about requests on personal data."""

from parvis.commons.schemes.queries import authority_team, recipients
from parvis.ground.authorities.choices import Persona
from parvis.ground.mailing.letters import Letter
from parvis.ground.mailing.recipients import Recipient


class RequestLetter(Letter):
    """A letter to whoever made the request. It says nothing of what is held."""

    audience = "à la personne qui a fait la demande"
    why = "Vous avez fait une demande sur vos données personnelles."
    essential = True

    def path(self):
        return "/donnees-personnelles/"


class RequestReceived(RequestLetter):
    key = "data_request_received"
    label = "Demande sur les données : accusé de réception"
    subject = "Votre demande n° {about.pk} est reçue"
    template = "privacy/letters/received.txt"


class IdentityAsked(RequestLetter):
    key = "data_request_identity"
    label = "Demande sur les données : identité à prouver"
    subject = "Votre demande n° {about.pk} : prouvez votre identité"
    template = "privacy/letters/identity.txt"


class RequestExtended(RequestLetter):
    key = "data_request_extended"
    label = "Demande sur les données : délai prolongé"
    subject = "Votre demande n° {about.pk} : le délai est prolongé"
    template = "privacy/letters/extended.txt"


class RequestAnswered(RequestLetter):
    key = "data_request_answered"
    label = "Demande sur les données : réponse"
    subject = "Réponse à votre demande n° {about.pk}"
    template = "privacy/letters/answered.txt"


class RequestRefused(RequestLetter):
    key = "data_request_refused"
    label = "Demande sur les données : refus"
    subject = "Votre demande n° {about.pk} est refusée"
    template = "privacy/letters/refused.txt"


class NewRequest(Letter):
    key = "data_request_new"
    label = "Nouvelle demande sur les données"
    audience = "au délégué ou à la déléguée à la protection des données et à la mission participation"
    why = "Vous répondez aux demandes des personnes sur leurs données."
    subject = "Demande n° {about.pk} : réponse due le {about.due_on:%d/%m/%Y}"
    template = "privacy/letters/new.txt"
    essential = True


class RequestDue(NewRequest):
    key = "data_request_due"
    label = "Demande sur les données : échéance"
    subject = "Demande n° {about.pk} : la réponse est due le {about.due_on:%d/%m/%Y}"
    template = "privacy/letters/due.txt"


class AccountWillBeErased(Letter):
    key = "account_will_be_erased"
    label = "Compte bientôt effacé"
    audience = "à la personne qui ne s’est pas connectée depuis presque deux ans"
    why = "Votre compte n’a pas servi depuis longtemps."
    subject = "Votre compte sera effacé si vous ne vous connectez pas"
    template = "privacy/letters/account.txt"
    essential = True

    def path(self):
        return "/compte/connexion/"


def requester(request):
    """Whoever asked, by the address given with the request; nobody when it came on paper without one."""
    if not request.email:
        return None
    return Recipient(name=request.name, email=request.email, ref=f"privacy.datasubjectrequest:{request.pk}")


def controllers(authority):
    """The DPO (an auditor) and the officers."""
    return recipients(authority_team(authority.pk, Persona.AUDITOR, Persona.OFFICER), authority.pk)
