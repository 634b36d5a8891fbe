"""Addresses of the account: allauth's views under French names, and our own pages."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.urls import path

from . import alive, calendar, identity, preferences, views
from .freshness import proof_required, prove

urlpatterns = [
    path("", views.home, name="account_home"),
    path("arrivee/", views.landing, name="account_landing"),
    path("nom/", views.name, name="account_name"),
    path("messages/", preferences.page, name="account_messages"),
    path("agenda/", calendar.page, name="account_calendar"),
    path("agenda/<str:key>.ics", calendar.own, name="own_calendar"),
    path("connexion/", views.sign_in, name="account_login"),
    path("connexion/code/", account.request_login_code, name="account_request_login_code"),
    path("connexion/code/saisie/", account.confirm_login_code, name="account_confirm_login_code"),
    path("connexion/demonstration/", views.sign_in_as, name="account_demo"),
    path("connexion/cle/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("session/", alive.stay, name="account_stay"),
    path("deconnexion/", identity.leave, name="account_logout"),
    path("ferme/", account.account_inactive, name="account_inactive"),
    path("creation/", account.signup, name="account_signup"),
    path("confirmation/", account.reauthenticate, name="account_reauthenticate"),
    path("confirmation/code/", prove, name="account_prove"),
    path("adresse/", proof_required(account.email), name="account_email"),
    path("adresse/code/", account.email_verification_sent, name="account_email_verification_sent"),
    path("mot-de-passe/", account.password_change, name="account_change_password"),
    path("mot-de-passe/choix/", proof_required(account.password_set), name="account_set_password"),
    path("mot-de-passe/oubli/", account.password_reset, name="account_reset_password"),
    path("mot-de-passe/oubli/envoi/", account.password_reset_done, name="account_reset_password_done"),
    path("mot-de-passe/oubli/code/", account.confirm_password_reset_code, name="account_confirm_password_reset_code"),
    path("mot-de-passe/oubli/nouveau/", account.complete_password_reset, name="account_complete_password_reset"),
    path(
        "mot-de-passe/oubli/fait/",
        account.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
    path("second-facteur/", views.second_factor, name="mfa_index"),
    path("second-facteur/verification/", mfa.authenticate, name="mfa_authenticate"),
    path("second-facteur/confirmation/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second-facteur/application/", proof_required(totp.activate_totp), name="mfa_activate_totp"),
    path("second-facteur/application/arret/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-facteur/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-facteur/codes/nouveaux/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("second-facteur/codes/fichier/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("second-facteur/cles/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("second-facteur/cles/ajout/", proof_required(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("second-facteur/cles/confirmation/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("second-facteur/cles/<int:pk>/retrait/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("second-facteur/cles/<int:pk>/nom/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("sessions/", views.session_list, name="usersessions_list"),
    path("sessions/<int:pk>/fin/", views.end_session, name="account_session_end"),
    path("identites/", identity.identities, name="account_identities"),
    path("identites/<int:pk>/retrait/", identity.untie, name="account_identity_untie"),
    path("identite/creation/", social.signup, name="socialaccount_signup"),
    path("identite/annulation/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("identite/erreur/", social.login_error, name="socialaccount_login_error"),
    path("identite/<str:provider_id>/", identity.enter, name="openid_connect_login"),
    path("identite/<str:provider_id>/bouton/", identity.button, name="identity_button"),
    path("identite/<str:provider_id>/retour/", identity.come_back, name="openid_connect_callback"),
]
