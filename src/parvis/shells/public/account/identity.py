"""Entering by ProConnect or FranceConnect: allauth carries the flow, `accounts.oidc` checks what comes back."""

import requests
from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.models import EmailAddress
from allauth.account.signals import user_logged_in
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.dispatch import receiver
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from parvis.ground.accounts import oidc, sessions
from parvis.ground.accounts.models import ConnectionLog

KEY = "identity"
"""Where the session keeps what is needed to close the session of the service too."""
CONFIG_SECONDS = 600
UNREACHABLE = gettext_noop("Le service d’identité ne répond pas. Réessayez dans quelques minutes, ou entrez autrement.")


class IdentityAdapter(OpenIDConnectOAuth2Adapter):
    """The exchange with the service: its configuration, its tokens, its keys."""

    state = None
    """What was stashed when the person left for the service."""

    def get_provider(self):
        return get_adapter().get_provider(self.request, self.provider_id)

    @property
    def service(self):
        return self.get_provider().service

    @property
    def openid_config(self):
        """The discovery document, read again every ten minutes."""
        url = self.get_provider().server_url
        oidc.check_server(url)
        config = cache.get(f"oidc:{url}")
        if config is None:
            config = self._get(url).json()
            cache.set(f"oidc:{url}", config, CONFIG_SECONDS)
        return config

    def keys(self):
        return self._get(self.openid_config["jwks_uri"]).json()

    def complete_login(self, request, app, token, *, response):
        """Check everything, keep only what is needed, and give back a login that may begin."""
        try:
            claims = self.checked_claims(token, response)
        except KeyError as missing:
            words = gettext("Il manque « {name} » à la réponse de {service}.")
            raise oidc.Untrusted(words.format(name=missing.args[0], service=self.service.label)) from missing
        self.state[KEY] = {"code": self.provider_id, "id_token": response["id_token"]}
        return self.get_provider().sociallogin_from_response(request, claims)

    def checked_claims(self, token, response):
        """What the service says of the person, once every check passed."""
        service, config = self.service, self.openid_config
        proof = oidc.read_id_token(
            response.get("id_token", ""), service, config, self.keys, nonce=self.state.get("nonce")
        )
        answer = self._get(config["userinfo_endpoint"], headers={"Authorization": f"Bearer {token.token}"})
        claims = oidc.read_userinfo(
            answer.headers.get("Content-Type", ""), answer.text, service, config, self.keys, sub=proof["sub"]
        )
        oidc.check_level(service, proof.get("acr", ""))
        if service.kind.code == "proconnect":
            oidc.check_employer(service, claims.get("siret", ""))
        return claims

    def _get(self, url, **options):
        with get_adapter().get_requests_session() as http:
            answer = http.get(url, **options)
            answer.raise_for_status()
            return answer


class IdentityProvider(OpenIDConnectProvider):
    """An identity service of one authority, as allauth sees it."""

    oauth2_adapter_class = IdentityAdapter

    def __init__(self, request, app, service):
        super().__init__(request, app=app)
        self.id, self.service = service.kind.code, service

    def get_default_scope(self):
        return list(self.service.kind.scopes)

    def extract_uid(self, data):
        return oidc.uid(self.service, data)

    def extract_extra_data(self, data):
        """Civil status is used to name the account, not kept: only what tells where the identity comes from is."""
        return {name: data[name] for name in ("idp_id", "siret") if data.get(name)}

    def extract_common_fields(self, data):
        return {"email": data.get("email"), "name": oidc.name_of(data)}

    def extract_email_addresses(self, data):
        return super().extract_email_addresses({**data, "email_verified": self.service.kind.vouches_for_email})


class SocialAdapter(DefaultSocialAccountAdapter):
    """Which services this authority uses, and whom their answer makes one."""

    def get_provider(self, request, provider, client_id=None):
        service = oidc.service_of(getattr(request, "authority", None), provider)
        if service is None:
            raise SocialApp.DoesNotExist
        app = SocialApp(
            provider="openid_connect", provider_id=service.kind.code, name=service.label,
            client_id=service.client_id, secret=service.secret,
            settings={"server_url": service.server_url, "token_auth_method": "client_secret_post"},
        )  # fmt: skip
        return IdentityProvider(request, app, service)

    def list_providers(self, request):
        services = oidc.services_of(getattr(request, "authority", None))
        return [self.get_provider(request, service.kind.code) for service in services]

    def generate_state_param(self, state):
        return oidc.fresh()

    def is_email_verified(self, provider, email):
        return provider.service.kind.vouches_for_email

    def can_authenticate_by_email(self, login, email):
        return login.provider.service.kind.vouches_for_email

    def pre_social_login(self, request, sociallogin):
        """An address that the employer answers for is confirmed; whoever had chosen a password for it without
        confirming it loses it."""
        for address in sociallogin.email_addresses if sociallogin.is_existing else ():
            if address.verified and address.email == sociallogin.user.email:
                confirm(sociallogin.user)

    def populate_user(self, request, sociallogin, data):
        user = super().populate_user(request, sociallogin, data)
        user.name = data.get("name") or ""
        return user

    def get_signup_form_initial_data(self, sociallogin):
        return {**super().get_signup_form_initial_data(sociallogin), "name": sociallogin.user.name}

    def get_connect_redirect_url(self, request, socialaccount):
        return reverse("account_home")

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        if error == AuthError.CANCELLED:
            return
        sentence = str(exception) if isinstance(exception, oidc.Untrusted) else UNREACHABLE if exception else ""
        extra_context["sentence"] = gettext(sentence) if sentence else ""
        method = oidc.KINDS[provider.sub_id].label
        sessions.trace(request, ConnectionLog.Event.REFUSED, None, method=method, reason=sentence)


def confirm(user):
    """Mark the account's address as confirmed by somebody who may be believed."""
    row, _ = EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"primary": True})
    if not row.verified:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        EmailAddress.objects.filter(pk=row.pk).update(verified=True)


class Callback(OAuth2CallbackView):
    """The way back: the state that was stashed gives the nonce to expect."""

    def _get_state(self, request, provider):
        state, response = super()._get_state(request, provider)
        self.adapter.state = state
        return state, response


@receiver(user_logged_in)
def remember_identity(sender, request, sociallogin=None, **kwargs):
    """Keep the identity token in the session: the service asks for it when one leaves."""
    if sociallogin is not None and KEY in sociallogin.state:
        request.session[KEY] = sociallogin.state[KEY]


# --- Pages ----------------------------------------------------------------------------------------


@login_not_required
@require_safe
def button(request, provider_id):
    """The official button of a service that the authority switched on, as the service gave it."""
    service = oidc.service_of(request.authority, provider_id)
    place = service.button if service else None
    if place is None:
        raise Http404
    response = FileResponse(place.open("rb"), content_type=oidc.BUTTON_TYPES[place.suffix])
    response["Cache-Control"] = "public, max-age=3600"
    return response


@never_cache
@login_not_required
@require_safe
def enter(request, provider_id):
    """Go to the service. A plain link leads here: nothing of the address is passed on to the service."""
    provider = find(request, provider_id)
    connecting = request.user.is_authenticated and request.GET.get("process") == AuthProcess.CONNECT
    nonce = oidc.fresh()
    try:
        return provider.redirect(
            request, AuthProcess.CONNECT if connecting else AuthProcess.LOGIN, get_next_redirect_url(request),
            auth_params=oidc.authorisation_parameters(provider.service, nonce=nonce), nonce=nonce,
        )  # fmt: skip
    except (requests.RequestException, oidc.Untrusted, KeyError, ValueError) as error:
        return render_authentication_error(request, provider, exception=error)


@never_cache
@login_not_required
@require_safe
def come_back(request, provider_id):
    """Back from the service, with a code or a refusal."""
    find(request, provider_id)
    return Callback.adapter_view(IdentityAdapter(request, provider_id))(request)


@login_not_required
def leave(request):
    """Sign out; when one entered by an identity service, its own session is closed too."""
    if request.method != "POST":
        return render(request, "account/logout.html") if request.user.is_authenticated else redirect("public:home")
    identity, after = request.session.get(KEY), get_next_redirect_url(request) or "/"
    was_in = request.user.is_authenticated
    account_adapter().logout(request)
    address = logout_address(request, identity) if identity else ""
    if address:
        # A page between: the policy on forms (form-action) forbids a form to end on another site.
        context = {"address": address, "label": oidc.KINDS[identity["code"]].label}
        return render(request, "account/leaving.html", context)
    if was_in:
        messages.success(request, gettext("Vous êtes déconnecté."))
    return redirect(after)


def logout_address(request, identity):
    """Where to close the session of the service; empty when it cannot be reached, for one must be able to leave."""
    back = request.build_absolute_uri(reverse("public:home"))
    try:
        config = IdentityAdapter(request, identity["code"]).openid_config
        return oidc.logout_address(config, id_token=identity["id_token"], back=back)
    except (SocialApp.DoesNotExist, requests.RequestException, oidc.Untrusted, KeyError, ValueError):
        return ""


def identities(request):
    """The identities tied to one's account here, and those that could be."""
    tied = own_identities(request)
    known = {row.provider for row in tied}
    rows = [{"row": row, "label": oidc.KINDS[row.provider].label} for row in tied if row.provider in oidc.KINDS]
    free = [s for s in oidc.services_of(request.authority) if s.kind.code not in known]
    return render(request, "account/identities.html", {"identities": rows, "services": free})


@require_POST
def untie(request, pk):
    """An identity no longer opens one's account: a code by e-mail always does."""
    row = get_object_or_404(own_identities(request), pk=pk)
    label = oidc.KINDS[row.provider].label
    row.delete()
    account_adapter().send_notification_mail(
        "socialaccount/email/account_disconnected", request.user, {"provider": label}
    )
    messages.success(request, gettext("{label} n’est plus relié à votre compte.").format(label=label))
    return redirect("account_identities")


def own_identities(request):
    return SocialAccount.objects.filter(user=request.user, uid__startswith=f"{request.authority.pk}:")


def find(request, provider_id):
    try:
        return get_adapter().get_provider(request, provider_id)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
