"""Messages of the public shell."""

from parvis.ground.mailing.letters import Letter
from parvis.ground.mailing.recipients import Recipient


class ContactMessage(Letter):
    key = "contact"
    label = "Message reçu par la page de contact"
    audience = "L’adresse de contact de la collectivité."
    why = "Vous recevez les messages de la page de contact du site de participation."
    subject = "Message de {name} par la page de contact"
    template = "public/letters/contact.txt"
    essential = True


def contact_recipient(authority):
    """The contact address of the authority, or None when it has none."""
    if not authority.email:
        return None
    return Recipient(name=authority.name, email=authority.email, ref=f"authorities.authority:{authority.pk}")
