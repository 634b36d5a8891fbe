"""Asking again who one is, before a change of protection, when there is neither password nor second factor to ask for.

Such a person enters by a code sent to their address, or through ProConnect or FranceConnect. A sign-in of the last
minutes is proof enough; later, a fresh code is sent to the address of the account. Those who have a password or a
second factor are asked for it by allauth.
"""

import secrets
import time
from functools import wraps

from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from parvis.ground.core.limits import allow_attempt
from parvis.ground.mailing.recipients import user_recipient

from .letters import AccountLetter

PROVED_AT, ASKED = "proved_at", "fresh_code"
MOST_TRIES, MOST_LETTERS = 3, 5
LASTS = 15 * 60


@receiver(user_logged_in)
def note_the_proof(sender, request, **kwargs):
    """Signing in proves who one is, for a while."""
    request.session[PROVED_AT] = time.time()


def is_proved(request):
    """Whether the person said who they are in the last minutes, or has something else that allauth asks for."""
    if get_reauthentication_flows(request.user):
        return True
    return time.time() - request.session.get(PROVED_AT, 0) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def proof_required(view):
    """Before a page that changes the protection of the account."""

    @wraps(view)
    def enter(request, *args, **kwargs):
        if request.user.is_authenticated and not is_proved(request):
            return HttpResponseRedirect(f"{reverse('account_prove')}?{urlencode({'next': request.get_full_path()})}")
        return view(request, *args, **kwargs)

    return enter


class ProofForm(forms.Form):
    """The code that was sent; it serves once, in this session."""

    code = forms.CharField(
        label=_("Code"), max_length=12, help_text=_("Les six chiffres du message."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, *args, asked=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = asked or {}

    def clean_code(self):
        typed = "".join(self.cleaned_data["code"].split())
        late = time.time() > self.asked.get("until", 0) or self.asked.get("tries", 0) >= MOST_TRIES
        if late:
            raise forms.ValidationError(_("Ce code ne sert plus : demandez-en un autre."))
        if not check_password(typed, self.asked["code"]):
            raise forms.ValidationError(_("Ce code n’est pas le bon. Vérifiez-le, ou demandez-en un autre."))
        return typed


@never_cache
def prove(request):
    """Send a code to the address of the account, then take it; the person goes on where they were going."""
    onward = _onward(request)
    if is_proved(request):
        return redirect(onward)
    asked = request.session.get(ASKED)
    form = ProofForm(request.POST if "code" in request.POST else None, asked=asked)
    if request.method == "POST" and "code" not in request.POST:
        if _send(request):
            return HttpResponseRedirect(request.get_full_path())
        return _page(request, form, onward, refusal=_("Trop de codes demandés. Attendez une heure."), status=429)
    if form.is_valid():
        del request.session[ASKED]
        request.session[PROVED_AT] = time.time()
        return redirect(onward)
    if form.errors and asked:
        request.session[ASKED] = asked | {"tries": asked["tries"] + 1}
    gone = form.errors["code"][0] if form.errors and not asked else ""
    return _page(request, form, onward, refusal=gone, status=422 if form.errors else 200)


def _page(request, form, onward, *, refusal="", status=200):
    context = {"form": form, "sent": ASKED in request.session, "onward": onward, "refusal": refusal}
    return render(request, "account/prove.html", context, status=status)


def _send(request):
    if not allow_attempt("fresh_code", request.user.pk, most=MOST_LETTERS, seconds=3600):
        return False
    code = f"{secrets.randbelow(1_000_000):06d}"
    request.session[ASKED] = {"code": make_password(code), "until": time.time() + LASTS, "tries": 0}
    body = render_to_string("account/email/fresh_code_message.txt", {"authority": request.authority, "code": code})
    letter = AccountLetter(request.authority, subject=str(_("Votre code de confirmation")), body=body.strip())
    letter.send_to([user_recipient(request.user)])
    return True


def _onward(request):
    """Where the person was going, on this host only."""
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and safe else reverse("account_home")
