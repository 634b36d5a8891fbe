"""What allauth asks us: how accounts are made, how letters leave, who relies on a passkey."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.template.loader import render_to_string

from parvis.ground.mailing.letters import Letter
from parvis.ground.mailing.recipients import Recipient


class AccountLetter(Letter):
    """A message about signing in: always sent, at once."""

    key = "account"
    label = "Code de connexion, mot de passe, sécurité du compte"
    audience = "La personne qui se connecte ou modifie son compte."
    why = "Vous, ou quelqu’un qui a saisi votre adresse, avez fait cette demande."
    essential = True

    def __init__(self, authority, *, subject, body):
        super().__init__(authority)
        self.subject_text, self.body_text = subject, body

    def subject_for(self, recipient):
        return self.subject_text

    def body_for(self, recipient):
        return self.body_text

    def path(self):
        return "/compte/"


class AccountAdapter(DefaultAccountAdapter):
    """Codes and notices go through the outbox, like every message."""

    def send_mail(self, template_prefix, email, context_):
        request = context.request
        authority = getattr(request, "authority", None)
        if authority is None:
            return
        values = {"request": request, "authority": authority, "email": email, **context_}
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", values).split())
        body = render_to_string(f"{template_prefix}_message.txt", values).strip()
        recipient = Recipient(name="", email=email, ref=f"email:{email}")
        AccountLetter(authority, subject=subject, body=body).send_to([recipient])

    def is_open_for_signup(self, request):
        return getattr(request, "authority", None) is not None

    def save_user(self, request, user, form, commit=True):
        user.name = form.cleaned_data.get("name", "") or form.cleaned_data["email"].partition("@")[0]
        return super().save_user(request, user, form, commit=commit)


class MFAAdapter(DefaultMFAAdapter):
    """A passkey belongs to the host of the authority where it was made."""

    def get_public_key_credential_rp_entity(self):
        request = context.request
        authority = getattr(request, "authority", None)
        return {"id": request.get_host().partition(":")[0], "name": authority.name if authority else "Parvis"}

    def get_user_display_name(self, user):
        return user.name
