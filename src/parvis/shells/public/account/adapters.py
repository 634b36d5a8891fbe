"""What allauth asks us: how accounts are made, how letters leave, who relies on a passkey, what an error says."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parvis.ground.accounts import factors
from parvis.ground.accounts.sealing import seal, unseal
from parvis.ground.accounts.sessions import host_of
from parvis.ground.mailing.recipients import Recipient

from .letters import AccountLetter

WRONG_CODE = _("Ce code n’est pas le bon. Vérifiez-le, ou demandez-en un autre.")


class AccountAdapter(DefaultAccountAdapter):
    """Codes and notices go through the outbox, like every message."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "duplicate_email": _("C’est déjà l’adresse de votre compte."),
        "email_password_mismatch": _("L’adresse ou le mot de passe ne convient pas."),
        "email_taken": _("Cette adresse ne peut pas être utilisée."),
        "enter_current_password": _("Ce n’est pas votre mot de passe actuel."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("Ce n’est pas votre mot de passe."),
        "too_many_login_attempts": _("Trop d’essais de suite. Attendez quelques minutes avant de recommencer."),
        "same_as_current": _("C’est déjà l’adresse saisie : indiquez-en une autre."),
        "rate_limited": _("Trop de demandes de suite. Attendez une minute avant de recommencer."),
    }

    def send_mail(self, template_prefix, email, context_):
        request = context.request
        authority = getattr(request, "authority", None)
        if authority is None:
            return
        values = {"request": request, "authority": authority, "email": email, **context_, **addresses(authority)}
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", values).split())
        body = render_to_string(f"{template_prefix}_message.txt", values).strip()
        recipient = Recipient(name="", email=email, ref=f"email:{email}")
        AccountLetter(authority, subject=subject, body=body).send_to([recipient])

    def is_open_for_signup(self, request):
        return getattr(request, "authority", None) is not None

    def is_safe_url(self, url):
        """One is never sent to another host than the one where one signed in."""
        return bool(url) and url.startswith("/") and super().is_safe_url(url)

    def save_user(self, request, user, form, commit=True):
        user.name = form.cleaned_data.get("name", "") or form.cleaned_data["email"].partition("@")[0]
        return super().save_user(request, user, form, commit=commit)

    def get_reauthentication_methods(self, user):
        words = {
            "reauthenticate": _("Votre mot de passe"),
            "mfa_reauthenticate": _("Votre application, ou un code de secours"),
            "mfa_reauthenticate:webauthn": _("Une clé d’accès"),
        }
        return [{**way, "description": words[way["id"]]} for way in super().get_reauthentication_methods(user)]


def addresses(authority):
    """Links for letters, from the authority's primary host, never from the request."""
    return {
        "login_url": authority.address_of(reverse("account_login")),
        "signup_url": authority.address_of(reverse("account_signup")),
        "security_url": authority.address_of(reverse("usersessions_list")),
    }


class MFAAdapter(DefaultMFAAdapter):
    """A passkey belongs to the host of the authority where it was made, and counts only there."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("Ce second facteur ne peut pas être retiré."),
        "cannot_generate_recovery_codes": _("Ajoutez d’abord une application ou une clé d’accès."),
        "incorrect_code": WRONG_CODE,
        "unverified_email": _("Confirmez d’abord votre adresse électronique."),
    }

    def encrypt(self, text):
        return seal(text)

    def decrypt(self, encrypted_text):
        return unseal(encrypted_text)

    def is_mfa_enabled(self, user, types=None):
        if user.is_anonymous:
            return False
        return bool(factors.usable(user, host_of(context.request), types or factors.PROOFS))

    def generate_authenticator_name(self, user, type):
        return str(_("Clé d’accès"))

    def get_totp_label(self, user):
        return user.email

    def get_totp_issuer(self):
        return context.request.authority.short_name

    def get_public_key_credential_rp_entity(self):
        authority = getattr(context.request, "authority", None)
        return {"id": host_of(context.request), "name": authority.name if authority else "Parvis"}

    def get_user_display_name(self, user):
        return user.name
