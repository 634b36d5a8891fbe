"""How a view names who may enter it.

Every view of the desk, of the member space and of the public side passes through one of these doors; a test walks the
URLconf and fails on a view that does not. Not yours = 404; yours but not allowed = 403; visitor = sign-in page.
"""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from parvis.ground.authorities.choices import STAFF
from parvis.ground.core.manifest import is_on
from parvis.ground.core.models import AuthorityOwned

from . import origin


def desk_view(permission, model=None, *, lookup="pk"):
    """A page of the desk. With `model`, the view receives the record, fetched among those the person may see."""
    return _door("desk", permission, model, lookup)


def member_view(permission, model=None, *, lookup="pk"):
    """A page of the member space."""
    return _door("member", permission, model, lookup)


def public_view(model=None, *, lookup="slug", from_anywhere=False):
    """A page open to everybody. With `model`, the view receives the record if the person may see it (else 404).

    What it is sent must come from a page of this host, which takes the place of a token and of its cookie; with
    `from_anywhere`, programs may send too (a mail reader, a device that kept its entries).
    """

    def decorate(view):
        @wraps(view)
        def enter(request, *args, **kwargs):
            _refuse_what_is_not_here(request)
            if not from_anywhere and origin.comes_from_elsewhere(request):
                return origin.refusal(request)
            request.needs_no_token = True
            if model is not None:
                kwargs = {lookup: kwargs.pop(lookup), **kwargs}
                args = (find(request, model, **{lookup: kwargs.pop(lookup)}), *args)
            return view(request, *args, **kwargs)

        enter.shell, enter.permission, enter.model = "public", None, model
        enter.csrf_exempt, enter.from_anywhere = True, from_anywhere
        return login_not_required(enter)

    return decorate


def find(request, model, **lookup):
    """The record of this authority that the person may see, ready for its page; 404 otherwise."""
    rows = model.objects.of(request.authority).visible_to(request.user)
    found = get_object_or_404(rows.for_record() if hasattr(rows, "for_record") else rows, **lookup)
    if isinstance(found, AuthorityOwned):
        found.authority = request.authority  # known already: no page joins it again
    return found


def allow(request, permission, obj=None):
    """403 unless the person has this permission on the object (on the authority when there is none)."""
    if not request.user.has_perm(permission, obj if obj is not None else request.authority):
        raise PermissionDenied


def may_enter_desk(user, authority):
    """The desk is for the people who work for the authority or control it, be it on one scheme only."""
    return user.is_authenticated and not user.grants.personas(authority.pk).isdisjoint(STAFF)


def _door(shell, permission, model, lookup):
    def decorate(view):
        @wraps(view)
        def enter(request, *args, **kwargs):
            step_in(request, shell)
            obj = find(request, model, **{lookup: kwargs.pop(lookup)}) if model else None
            allow(request, permission, obj)
            return view(request, *((obj, *args) if model else args), **kwargs)

        enter.shell, enter.permission, enter.model = shell, permission, model
        return enter

    return decorate


def step_in(request, shell):
    _refuse_what_is_not_here(request)
    if shell == "desk" and not may_enter_desk(request.user, request.authority):
        raise PermissionDenied


def _refuse_what_is_not_here(request):
    """404 on a host of no authority, and in a feature that the authority switched off, whose slug the URL names."""
    if request.authority is None:
        raise Http404
    match = request.resolver_match
    if match and not all(is_on(request.authority, slug) for slug in match.app_names):
        raise Http404
