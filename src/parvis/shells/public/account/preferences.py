"""What one receives: how often, which messages, and by which way."""

from allauth.account.signals import email_changed
from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.dispatch import receiver
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from parvis.ground.core.manifest import active_features
from parvis.ground.mailing import letters
from parvis.ground.mailing.choices import DIGEST, Frequency
from parvis.ground.mailing.models import Message, Preference


class MessagesForm(forms.Form):
    """The rhythm, then each message that may be stopped: ticked ones come."""

    groups = ((_("À quel rythme"), ["frequency"]), (_("Lesquels"), ["wanted", "all_stopped"]))

    frequency = forms.ChoiceField(label=_("Recevoir les messages"), choices=Frequency.choices, widget=forms.RadioSelect)
    wanted = forms.MultipleChoiceField(
        label=_("Messages que vous recevez"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Décochez ceux que vous ne voulez plus."),
    )  # fmt: skip
    all_stopped = forms.BooleanField(
        label=_("Ne rien recevoir de facultatif"), required=False,
        help_text=_("Les codes que vous demandez et les messages que la loi impose vous parviennent toujours."),
    )  # fmt: skip

    def __init__(self, *args, preference, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.preference, self.offered = preference, offered
        self.fields["wanted"].choices = [(letter.key, letter.label) for letter in offered]
        if not offered:
            del self.fields["wanted"]
        self.initial = {
            "frequency": preference.frequency, "all_stopped": preference.all_stopped,
            "wanted": [letter.key for letter in offered if letter.key not in preference.stopped],
        }  # fmt: skip

    def save(self):
        """Keep the choice; what was stopped elsewhere and is not offered here stays stopped."""
        data, offered = self.cleaned_data, {letter.key for letter in self.offered}
        elsewhere = [key for key in self.preference.stopped if key not in offered]
        self.preference.stopped = elsewhere + sorted(offered - set(data.get("wanted", ())))
        self.preference.frequency, self.preference.all_stopped = data["frequency"], data["all_stopped"]
        self.preference.save()


def page(request):
    """Choose the rhythm and stop or take up messages of this authority."""
    preference = preference_of(request.user, request.authority)
    form = MessagesForm(request.POST or None, preference=preference, offered=offered(preference))
    if form.is_valid():
        form.save()
        messages.success(request, _("Votre choix est enregistré."))
        return redirect("account_messages")
    context = {"form": form, "channels": list(channels(request.user, request.authority))}
    return render(request, "account/messages.html", context, status=422 if form.errors else 200)


def channels(user, authority):
    """(channel in words, address where it is chosen) given by whoever keeps the person's contact details."""
    for feature in active_features(authority):
        read = feature.extra.get("contact_channel")
        if read and (found := read(user, authority)):
            yield found


def preference_of(user, authority):
    """The preference of the account on this authority, found by its address; not saved when it is the first."""
    email = user.email.lower()
    known = Preference.objects.filter(authority=authority, email=email).first()
    preference = known or Preference(authority=authority, email=email)
    preference.user = user
    return preference


def offered(preference):
    """Letters that may be stopped and that this address knows: it received them, or stopped them."""
    rows = Message.objects.of(preference.authority).filter(email__iexact=preference.email).order_by()
    met = {*rows.values_list("letter", flat=True).distinct(), *preference.stopped} - {DIGEST}
    known = letters.known()
    found = [known[key] for key in met if key in known and not known[key].essential]
    return sorted(found, key=lambda letter: letter.label)


@receiver(email_changed)
def follow(sender, user, from_email_address, to_email_address, **kwargs):
    """The choice goes with the person to their new address, unless somebody made one for it already."""
    for preference in Preference.objects.filter(user=user):
        try:
            with transaction.atomic():
                Preference.objects.filter(pk=preference.pk).update(email=to_email_address.email.lower())
        except IntegrityError:
            continue
