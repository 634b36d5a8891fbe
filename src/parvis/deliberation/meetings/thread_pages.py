"""The conversation of a body, as its members, and whoever moderates, see it."""

from django import forms

from parvis.ground.core.paging import KeyedPaginator
from parvis.shells.actions import ActionForm

from .models import ThreadDigest, ThreadPost

PER_PAGE = 20


class PostForm(forms.Form):
    """A message to the other members."""

    body = forms.CharField(
        label="Votre message", max_length=5000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Les membres de l’instance et la mission participation le lisent, sous votre nom.",
    )  # fmt: skip
    answers = forms.ModelChoiceField(ThreadPost.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args, scheme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answers"].queryset = ThreadPost.objects.filter(scheme=scheme.pk)


class AnswerForm(ActionForm):
    """An answer to a message."""

    body = forms.CharField(label="Votre réponse", max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))


class ReminderForm(ActionForm):
    """What the mission reminds members of."""

    body = forms.CharField(
        label="Ce qui a été promis", max_length=5000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Le message est marqué « rappel ». N’y mettez le nom de personne qui ne l’aurait accepté.",
    )  # fmt: skip


def conversation(scheme, user, page):
    """(page of first messages, latest first, each with its answers): three queries, however long the thread is."""
    moderates = user.has_perm("meetings.moderate_thread", scheme)
    may_write = user.has_perm("meetings.post_thread", scheme)
    rows = ThreadPost.objects.filter(scheme=scheme.pk).select_related("author")
    shown = KeyedPaginator(rows.filter(answers=None).order_by("-at", "-pk"), PER_PAGE).get_page(page)
    first = list(shown.object_list)
    answers = {}
    for row in rows.filter(answers__in=[post.pk for post in first]).order_by("at", "pk"):
        answers.setdefault(row.answers_id, []).append(row)
    for post in first:
        post.said = answers.get(post.pk, [])
        for row in (post, *post.said):
            _offer(row, user, moderates=moderates, may_write=may_write)
    return shown, first


def _offer(post, user, *, moderates, may_write):
    post.is_hidden = post.hidden_at is not None
    post.may_read = not post.is_hidden or moderates
    alive = not post.is_hidden and post.erased_at is None
    post.may_hide = moderates and alive
    post.may_erase = post.author_id == user.pk and post.erased_at is None
    post.may_answer = may_write and not post.is_hidden


def context_of(scheme, user, page, **more):
    """What both pages show."""
    shown, posts = conversation(scheme, user, page)
    return {
        "title": f"Entre nous : {scheme.name}", "scheme": scheme, "posts": posts, "page": shown,
        "may_write": user.has_perm("meetings.post_thread", scheme),
        "may_remind": user.has_perm("meetings.moderate_thread", scheme),
        "has_digest": ThreadDigest.objects.filter(scheme=scheme.pk, user=user).exists(), **more,
    }  # fmt: skip
