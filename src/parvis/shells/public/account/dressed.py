"""The forms of allauth in our words: plain labels, help above the field, nothing written inside it."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from allauth.socialaccount import forms as social
from django.contrib.auth.hashers import make_password
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

PASSWORD_HELP = _("Douze caractères au moins. Quatre mots sans rapport entre eux se retiennent bien.")

WORDS = {
    "login": (_("Adresse électronique"), ""),
    "email": (_("Adresse électronique"), ""),
    "password": (_("Mot de passe"), ""),
    "oldpassword": (_("Mot de passe actuel"), ""),
    "password1": (_("Mot de passe"), PASSWORD_HELP),
    "password2": (_("Le même mot de passe, une seconde fois"), ""),
    "code": (_("Code"), ""),
    "name": (_("Nom de la clé"), _("Pour la reconnaître plus tard, par exemple « ordinateur du bureau ».")),
    "passwordless": (
        _("Se connecter avec cette seule clé"),
        _("La clé remplace alors aussi le mot de passe ; elle vous demande un geste, un visage ou un code."),
    ),
}


class Dressed:
    """Gives each field its label and its help."""

    words = {}
    """Words of this form in place of the common ones."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            label, help_text = {**WORDS, **self.words}.get(name, (field.label, field.help_text))
            field.label, field.help_text = label, help_text
            field.widget.attrs.pop("placeholder", None)


class CodeByEmail(Dressed):
    """A code received by e-mail: its letters are read whatever their case."""

    words = {"code": (_("Code reçu par courriel"), _("Les majuscules et le tiret sont facultatifs."))}


class SecondFactorCode(Dressed):
    words = {"code": (_("Code"), _("Les six chiffres de votre application, ou un code de secours."))}


class Login(Dressed, account.LoginForm):
    pass


class Signup(Dressed, account.SignupForm):
    words = {
        "name": (_("Prénom et nom"), ""),
        "password1": (
            _("Mot de passe"),
            format_lazy("{} {}", _("Vous pouvez vous en passer : un code vous sera envoyé."), PASSWORD_HELP),
        ),
    }

    def try_save(self, request):
        if self.account_already_exists and (password := self.cleaned_data.get("password1")):
            make_password(password)  # as long as for a new account, so that time does not tell whether one exists
        return super().try_save(request)


class AddEmail(Dressed, account.AddEmailForm):
    words = {
        "email": (_("Nouvelle adresse électronique"), _("Un code y est envoyé : l’adresse change une fois confirmée."))
    }


class ChangePassword(Dressed, account.ChangePasswordForm):
    words = {"password1": (_("Nouveau mot de passe"), PASSWORD_HELP)}


class SetPassword(Dressed, account.SetPasswordForm):
    pass


class ResetPassword(Dressed, account.ResetPasswordForm):
    pass


class ResetPasswordKey(Dressed, account.ResetPasswordKeyForm):
    words = {"password1": (_("Nouveau mot de passe"), PASSWORD_HELP)}


class Reauthenticate(Dressed, account.ReauthenticateForm):
    pass


class RequestLoginCode(Dressed, account.RequestLoginCodeForm):
    pass


class ConfirmLoginCode(CodeByEmail, account.ConfirmLoginCodeForm):
    pass


class ConfirmEmailVerificationCode(CodeByEmail, account.ConfirmEmailVerificationCodeForm):
    pass


class ConfirmPasswordResetCode(CodeByEmail, account.ConfirmPasswordResetCodeForm):
    pass


class ChangeEmail(Dressed, account.ChangeEmailForm):
    pass


class SocialSignup(Dressed, social.SignupForm):
    words = {"name": (_("Prénom et nom"), "")}


class Authenticate(SecondFactorCode, mfa.AuthenticateForm):
    pass


class ReauthenticateMFA(SecondFactorCode, mfa.ReauthenticateForm):
    pass


class ActivateTOTP(Dressed, totp.ActivateTOTPForm):
    words = {"code": (_("Code affiché par l’application"), _("Six chiffres, qui changent toutes les trente secondes."))}


class AddWebAuthn(Dressed, webauthn.AddWebAuthnForm):
    pass


class EditWebAuthn(Dressed, webauthn.EditWebAuthnForm):
    pass
