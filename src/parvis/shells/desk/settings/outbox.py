"""The outbox: what left, waits, came back; letters on paper; and every message that the product can send."""

import re

import django_filters
import django_tables2 as tables
from django import forms
from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect, render
from django.urls import path as url
from django.urls import reverse

from parvis.ground.core import clock, french
from parvis.ground.core.dates import midnight
from parvis.ground.core.manifest import active_features, features
from parvis.ground.mailing import letters, lifecycle
from parvis.ground.mailing.choices import STEPS, Channel, Status
from parvis.ground.mailing.models import Message, PostBatch
from parvis.shells.actions import ActionForm, desk_action
from parvis.shells.desk.columns import BadgeColumn, DateColumn, DateTimeColumn, NumberColumn, RecordColumn, Table
from parvis.shells.desk.filters import DateFilter, FilterSet
from parvis.shells.desk.history import history_of
from parvis.shells.desk.listing import BulkAction, Create, Listing
from parvis.shells.entry import desk_view
from parvis.shells.verbs import Verb, offers

CONTENT = "mailing.read_message"
EMAIL = re.compile(r"[^\s<>:;,\"]+@[^\s<>:;,\"]+")

# --- Messages -------------------------------------------------------------------------------------


class WrittenColumn(RecordColumn):
    """When the message was written: it leads to its page, for those too who may not read its subject."""

    def render(self, value, record):
        return super().render(f"{french.short_date(value)}, {french.hour(value)}", record)


class MessageTable(Table):
    created_at = WrittenColumn(also=lambda message: f"{letters.label_of(message.letter)}, envoi {message.pk}")
    subject = tables.Column()
    name = tables.Column()
    letter = tables.Column()
    channel = tables.Column()
    status = BadgeColumn()
    sent_at = DateTimeColumn()
    next_try_at = DateTimeColumn()
    attempts = NumberColumn()
    error = tables.Column(orderable=False)

    folded = ("sent_at", "next_try_at", "attempts")

    class Meta(Table.Meta):
        model = Message
        fields = ()

    def render_letter(self, value):
        return letters.label_of(value)

    def render_error(self, value):
        return without_addresses(value)


def without_addresses(error):
    """An error as anybody who runs the installation may read it: mail servers like to repeat the address."""
    return EMAIL.sub("…", error)


class MessageFilters(FilterSet):
    letter = django_filters.ChoiceFilter(label="Message")
    since = DateFilter(label="Écrit depuis le", field_name="created_at", method="keep_since")

    class Meta:
        model = Message
        fields = ["status", "channel", "letter", "since"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["letter"].extra["choices"] = [
            (feature.label, [(letter.key, letter.label) for letter in feature.letters])
            for feature in features()
            if feature.letters
        ]

    def keep_since(self, rows, name, day):
        return rows.filter(created_at__gte=midnight(day))


def resend_row(request, message):
    lifecycle.resend(message, by=request.user)


def cancel_row(request, message):
    lifecycle.cancel(message, by=request.user)


class MessageList(Listing):
    model = Message
    permission = "mailing.view_message"
    export_permission = CONTENT
    title = "Envois"
    columns = MessageTable
    filterset = MessageFilters
    default_sort = ("-created_at",)
    notes = (
        ("à imprimer", lambda today: Q(status=Status.TO_PRINT)),
        ("en retour", lambda today: Q(status=Status.BOUNCED)),
        ("en échec", lambda today: Q(status=Status.FAILED)),
    )
    bulk = (
        BulkAction("Renvoyer", "mailing.resend_message", resend_row),
        BulkAction("Annuler", "mailing.cancel_message", cancel_row),
    )
    create = Create("Imprimer les lettres", "desk:settings:batch-create", "mailing.make_postbatch")
    actions = (
        Create("Courriers groupés", "desk:settings:batch-list", "mailing.view_postbatch"),
        Create("Messages que Parvis peut envoyer", "desk:settings:letter-list", "mailing.view_message"),
    )
    personal_export = True
    empty = "Chaque message que Parvis enverra s’inscrira ici, avec ce qu’il est devenu."

    @property
    def search_fields(self):
        return ("name", "email", "subject") if self.reads_content() else ()

    def withheld(self):
        return () if self.reads_content() else ("subject", "name")

    def reads_content(self):
        return self.request.user.has_perm(CONTENT, self.request.authority)


def resend_refusal(message):
    """Why a message cannot leave again, in words."""
    if not message.has_its_text:
        return "Le texte confidentiel a été effacé après l’envoi."
    if message.channel not in {Channel.EMAIL, Channel.SMS}:
        return "Ce message part par courrier."
    return state_refusal("resend")(message)


def state_refusal(step):
    """Why the step is not possible in the present state."""

    def why_not(message):
        possible = message.status in STEPS[step][0]
        return "" if possible else f"Ce message est « {message.get_status_display()} »."

    return why_not


VERBS = (
    Verb("Renvoyer", "desk:settings:message-resend", "mailing.resend_message", why_not=resend_refusal),
    Verb("Envoyer par courrier", "desk:settings:message-post", "mailing.post_message",
         why_not=state_refusal("write_by_post")),
    Verb("Annuler", "desk:settings:message-cancel", "mailing.cancel_message", danger=True,
         why_not=state_refusal("cancel")),
)  # fmt: skip


@desk_view("mailing.view_message", Message)
def message(request, message):
    """What became of a message, and what it says to those who may read it."""
    reads = request.user.has_perm(CONTENT, message)
    context = {
        "title": message.subject if reads else letters.label_of(message.letter),
        "kicker": "Envois", "kicker_url": reverse("desk:settings:message-list"), "state": message,
        "facts": list(facts(message, reads)), "verbs": offers(request.user, message, VERBS),
        "message": message if reads else None, "rail": {"history": history_of(message, request.user)},
    }  # fmt: skip
    return render(request, "desk/settings/message.html", context)


def facts(message, reads):
    """The facts of a message: how it is sent, then to whom for those who may know."""
    yield "Message", letters.label_of(message.letter)
    yield "Canal", message.get_channel_display()
    if reads:
        yield "Destinataire", message.name or message.email
        yield {Channel.SMS: "Téléphone", Channel.POST: "Adresse"}.get(message.channel, "Adresse électronique"), {
            Channel.SMS: message.phone, Channel.POST: message.postal,
        }.get(message.channel, message.email)  # fmt: skip
    yield "Écrit le", french.full_datetime(message.created_at)
    if message.sent_at:
        yield "Parti le", french.full_datetime(message.sent_at)
    if message.status == Status.WAITING:
        yield "Prochain essai", french.full_datetime(message.next_try_at)
    if message.attempts:
        yield "Essais", message.attempts
    if message.error:
        yield "Dernière erreur", message.error if reads else without_addresses(message.error)


class ResendForm(ActionForm):
    email = forms.EmailField(
        label="Adresse électronique", required=False, max_length=254,
        help_text="Corrigez-la si elle est fausse. La fiche de la personne n’est pas modifiée.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.about is not None and self.about.channel != Channel.EMAIL:
            del self.fields["email"]


@desk_action(
    Message, "mailing.resend_message", form=ResendForm, title="Renvoyer ce message", button="Renvoyer",
    initial=lambda request, message: {"email": message.email},
)  # fmt: skip
def resend(request, message, *, email=""):
    lifecycle.resend(message, by=request.user, email=email)
    return "Le message repart dans la minute."


class PostForm(ActionForm):
    postal = forms.CharField(
        label="Adresse postale", max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Telle qu’elle doit se lire sur l’enveloppe, sans le nom.",
    )  # fmt: skip
    always = forms.BooleanField(
        label="Écrire désormais par courrier à cette personne", required=False,
        help_text="Ses prochains messages seront imprimés tant que sa fiche porte une adresse postale.",
    )  # fmt: skip


@desk_action(
    Message, "mailing.post_message", form=PostForm, title="Envoyer par courrier", button="Mettre au courrier",
    initial=lambda request, message: {"postal": message.postal},
    effects=lambda message: ["La lettre rejoint celles qui attendent d’être imprimées."],
)  # fmt: skip
def write_by_post(request, message, *, postal, always):
    lifecycle.write_by_post(message, by=request.user, postal=postal, always=always)
    return "La lettre attend d’être imprimée."


@desk_action(
    Message, "mailing.cancel_message", title="Annuler ce message", button="Annuler le message",
    effects=lambda message: ["Ce message ne partira pas. Rien n’est effacé."],
)  # fmt: skip
def cancel(request, message):
    lifecycle.cancel(message, by=request.user)
    return "Le message est annulé."


# --- Letters on paper -----------------------------------------------------------------------------


class BatchTable(Table):
    made_at = WrittenColumn()
    made_by = tables.Column(order_by="made_by__name")
    letters = NumberColumn(verbose_name="Lettres")
    posted_on = DateColumn()

    class Meta(Table.Meta):
        model = PostBatch
        fields = ()


class BatchList(Listing):
    model = PostBatch
    permission = "mailing.view_postbatch"
    title = "Courriers groupés"
    columns = BatchTable
    default_sort = ("-made_at",)
    notes = (("à poster", lambda today: Q(posted_on=None)),)
    create = Create("Imprimer les lettres", "desk:settings:batch-create", "mailing.make_postbatch")
    empty = "Les lettres aux personnes sans adresse électronique s’impriment ensemble, en un seul PDF."


BATCH_VERBS = (
    Verb("Marquer comme posté", "desk:settings:batch-post", "mailing.post_postbatch",
         why_not=lambda batch: "Ce courrier est déjà posté." if batch.posted_on else ""),
    Verb("Refaire le PDF", "desk:settings:batch-print", "mailing.make_postbatch",
         why_not=lambda batch: "Le PDF existe déjà." if batch.document_id else ""),
)  # fmt: skip


@desk_view("mailing.view_postbatch", PostBatch)
def batch(request, batch):
    """The PDF to print, the letters it holds, and whether it is in the post."""
    context = {
        "title": f"Courriers du {french.plain_date(clock.local(batch.made_at))}", "kicker": "Courriers groupés",
        "kicker_url": reverse("desk:settings:batch-list"),
        "facts": [
            ("Préparé par", batch.made_by or "Parvis"),
            ("Posté le", french.plain_date(batch.posted_on) if batch.posted_on else "pas encore"),
        ],
        "verbs": offers(request.user, batch, BATCH_VERBS), "document": batch.document and batch.document.stored,
        "letters": batch.messages.order_by("group_label", "name", "pk"),
        "rail": {"history": history_of(batch, request.user)},
    }  # fmt: skip
    return render(request, "desk/settings/batch.html", context)


@desk_action(None, "mailing.make_postbatch", title="Imprimer les lettres qui attendent", button="Préparer le PDF")
def make_batch(request):
    made = lifecycle.make_batch(request.authority, by=request.user)
    messages.success(request, "Le PDF est prêt : imprimez-le, puis marquez le courrier comme posté.")
    return redirect(made.get_desk_url())


@desk_action(PostBatch, "mailing.make_postbatch", title="Refaire le PDF", button="Refaire le PDF")
def print_again(request, batch):
    lifecycle.print_again(batch, by=request.user)
    return "Le PDF est prêt."


class PostedForm(ActionForm):
    on = forms.DateField(
        label="Posté le", initial=clock.today, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


@desk_action(
    PostBatch, "mailing.post_postbatch", form=PostedForm, title="Marquer comme posté", button="Marquer comme posté",
    effects=lambda batch: ["Toutes ses lettres sont notées comme parties."],
)  # fmt: skip
def post(request, batch, *, on):
    lifecycle.post(batch, by=request.user, on=on)
    return f"Le courrier est posté le {french.plain_date(on)}."


# --- What can be sent -----------------------------------------------------------------------------


@desk_view("mailing.view_message")
def letter_list(request):
    """Every message that the product can send: to whom, why, and whether one may stop it."""
    found = [{"feature": f.label, "letters": f.letters} for f in active_features(request.authority) if f.letters]
    context = {"title": "Messages que Parvis peut envoyer", "features": found}
    return render(request, "desk/settings/letters.html", context)


urls = [
    url("envois/", MessageList.as_view(), name="message-list"),
    url("envois/modeles/", letter_list, name="letter-list"),
    url("envois/courriers/", BatchList.as_view(), name="batch-list"),
    url("envois/courriers/nouveau/", make_batch, name="batch-create"),
    url("envois/courriers/<int:pk>/", batch, name="batch"),
    url("envois/courriers/<int:pk>/pdf/", print_again, name="batch-print"),
    url("envois/courriers/<int:pk>/depot/", post, name="batch-post"),
    url("envois/<int:pk>/", message, name="message"),
    url("envois/<int:pk>/renvoi/", resend, name="message-resend"),
    url("envois/<int:pk>/courrier/", write_by_post, name="message-post"),
    url("envois/<int:pk>/annulation/", cancel, name="message-cancel"),
]
