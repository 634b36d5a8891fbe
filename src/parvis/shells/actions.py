"""A verb as a page: its form or its confirmation, its warnings with a reason, its effect, its message."""

from functools import wraps
from inspect import signature

from django.contrib import messages
from django.db import transaction
from django.forms import CharField, Form, Textarea
from django.shortcuts import redirect, render
from django.urls import reverse

from parvis.ground.core.errors import Refused, Warned

from .entry import allow, find, step_in


class ActionForm(Form):
    """A form of a verb; it knows the record it is about and the person who fills it in."""

    def __init__(self, *args, about=None, user=None, authority=None, **kwargs):
        self.about, self.user, self.authority = about, user, authority
        super().__init__(*args, **kwargs)


class ReasonForm(ActionForm):
    """The verb needs a reason and nothing else."""

    reason = CharField(
        label="Motif",
        help_text="Ce motif est conservé dans l’historique.",
        max_length=2000,
        widget=Textarea(attrs={"rows": 4}),
    )


def desk_action(
    model, permission, *, form=ActionForm, title="", button="Confirmer", effects=None, lookup="pk", shell="desk",
    template="desk/action.html", initial=None, on_authority=False, parent=(),
    override_permission="", overriders="une personne responsable",
):  # fmt: skip
    """A verb of a record. GET shows its form or what will happen (`effects(obj) → sentences`); POST does it.

    The decorated function receives `(request, obj, **cleaned_data)` (plus `override` when the domain warned and the
    person gave a reason to pass over it), calls the domain, and returns the message to show, or a response. A domain
    refusal comes back in the page, with everything that was typed, as a 422. `on_authority` asks the permission on the
    authority of the page rather than on the record, for records that hold for several authorities. `parent` is (words,
    URL name) of the list that a verb without record belongs to. `override_permission` says who passes over the cautions
    (the verb's own when empty); whoever may not is sent to the `overriders`, in words.
    """

    def decorate(act):
        @wraps(act)
        def enter(request, **kwargs):
            step_in(request, shell)
            obj = find(request, model, **{lookup: kwargs.pop(lookup)}) if model else None
            asked = None if on_authority else obj
            allow(request, permission, asked)
            overrules = request.user.has_perm(override_permission or permission, asked or request.authority)
            attempt = Attempt(request, obj, act, form, initial, kwargs, overrules=overrules)
            if request.method == "POST" and (response := attempt.run()):
                return response
            context = {
                "object": obj, "form": attempt.form, "cautions": attempt.cautions, "refusal": attempt.refusal,
                "title": title or button, "button": button, "effects": list(effects(obj)) if effects else [],
                "no_override": not overrules, "overriders": overriders,
            }  # fmt: skip
            if parent:
                context |= {"kicker": parent[0], "back_url": reverse(parent[1])}
            return render(request, template, context, status=attempt.status)

        enter.shell, enter.permission, enter.model = shell, permission, model
        enter.is_verb, enter.on_authority = True, on_authority
        enter.overriding = {"override_permission": override_permission, "overriders": overriders}
        return enter

    return decorate


def member_action(model, permission, **options):
    """A verb of the member space."""
    return desk_action(model, permission, shell="member", **{"template": "member/action.html", **options})


class Attempt:
    """One try at a verb: the form, then the domain, and what they answered."""

    def __init__(self, request, obj, act, form_class, initial, kwargs, overrules=True):
        self.overrules = overrules
        self.request, self.obj, self.act, self.kwargs = request, obj, act, kwargs
        self.cautions, self.refusal, self.status = (), "", 200
        posted = request.method == "POST"
        self.form = form_class(
            request.POST if posted else None,
            request.FILES if posted else None,
            about=obj, user=request.user, authority=request.authority,
            initial=initial(request, obj) if initial else None,
        )  # fmt: skip

    def run(self):
        """The response when the verb was done; None when the page must be shown again."""
        if not self.form.is_valid():
            self.status = 422
            return None
        try:
            done = self.pass_over() if self.knows_cautions() else self.do()
        except Warned as warned:
            self.cautions, self.status = warned.cautions, 422
            return None
        except Refused as refused:
            self.refusal, self.status = str(refused), 422
            return None
        return self.answer(done)

    def pass_over(self):
        """Do it; where the domain warns, do it again with the reason that was given. Without a warning none counts."""
        override = self.request.POST.get("override", "").strip()
        try:
            return self.do()
        except Warned:
            if not (self.overrules and override):
                raise
        return self.do(override=override)

    @transaction.atomic
    def do(self, **more):
        record = () if self.obj is None else (self.obj,)
        return self.act(self.request, *record, **self.kwargs, **self.form.cleaned_data, **more)

    def knows_cautions(self):
        """Whether the verb may be told a reason to pass over cautions."""
        parameters = signature(self.act).parameters.values()
        return any(p.name == "override" or p.kind == p.VAR_KEYWORD for p in parameters)

    def answer(self, done):
        if not isinstance(done, str):
            return done
        messages.success(self.request, done)
        return redirect(self.obj.get_desk_url() if self.obj else self.request.path)
