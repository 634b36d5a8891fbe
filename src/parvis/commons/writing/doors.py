"""The pages of a text, the same behind the desk's door and behind the members'."""

from django.urls import path

from . import views
from .models import Text


def text_urls(enter, do, base):
    """The addresses of one text: pages first, then verbs.

    `enter` is the door (`desk_view` or `member_view`), `do` its verbs (see `acts`), `base` the names behind it.
    """
    return [*_pages(enter, base), *_tabs(enter, base), *_verbs(do)]


def _pages(enter, base):
    """The text and its versions, where it is written and commented."""
    record, writing = _template(base, "record"), _template(base, "write")

    @enter("writing.read_text", Text)
    def detail(request, text):
        return views.show(request, text, base, record)

    @enter("writing.write_text", Text)
    def write(request, text):
        return views.write(request, text, base, writing)

    @enter("writing.write_text", Text)
    def draft(request, text):
        return views.keep_draft(request, text)

    @enter("writing.comment_text", Text)
    def comment(request, text):
        return views.add_comment(request, text, base, record)

    @enter("writing.read_text", Text)
    def version(request, text, number):
        return views.version(request, text, number, base, record)

    return [
        path("<int:pk>/", detail, name="detail"),
        path("<int:pk>/ecriture/", write, name="write"),
        path("<int:pk>/brouillon/", draft, name="draft"),
        path("<int:pk>/remarques/", comment, name="comment"),
        path("<int:pk>/versions/<int:number>/", version, name="version"),
    ]


def _tabs(enter, base):
    """The other pages, that whoever reads the text may read."""
    record = _template(base, "record")

    def reading(show):
        @enter("writing.read_text", Text)
        def tab(request, text):
            return show(request, text, base, record)

        return tab

    return [
        path("<int:pk>/versions/", reading(views.versions), name="versions"),
        path("<int:pk>/desaccords/", reading(views.disagreements), name="disagreements"),
        path("<int:pk>/recommandations/", reading(views.recommendations), name="recommendations"),
        path("<int:pk>/synthese/", reading(views.synthesis), name="synthesis"),
        path("<int:pk>/debat/", reading(views.debate), name="debate"),
    ]


def _verbs(do):
    """What may be done to the text, to what was said of it and to what it proposes."""
    return [
        path("<int:pk>/document/", do.produce, name="produce"),
        path("<int:pk>/titre/", do.rename, name="rename"),
        path("<int:pk>/ouverture-des-commentaires/", do.open_comments, name="open_comments"),
        path("<int:pk>/cloture-des-commentaires/", do.close_comments, name="close_comments"),
        path("<int:pk>/reprise/", do.return_to_drafting, name="return"),
        path("<int:pk>/adoption/", do.adopt, name="adopt"),
        path("<int:pk>/arret/", do.approve, name="approve"),
        path("<int:pk>/publication/", do.publish, name="publish"),
        path("<int:pk>/version-facile-a-lire/", do.plain, name="plain"),
        path("<int:pk>/nouvelle-recommandation/", do.add_recommendation, name="add_recommendation"),
        path("<int:pk>/nouveau-desaccord/", do.add_divergence, name="add_divergence"),
        path("<int:pk>/nouvelle-position/", do.add_minority, name="add_minority"),
        path("<int:pk>/nouvelle-note/", do.add_note, name="add_note"),
        path("remarques/<int:pk>/suite/", do.settle, name="settle"),
        path("recommandations/<int:pk>/", do.change_recommendation, name="change_recommendation"),
        path("recommandations/<int:pk>/retrait/", do.remove_recommendation, name="remove_recommendation"),
        path("positions/<int:pk>/", do.change_minority, name="change_minority"),
    ]


def _template(base, name):
    shell = base.partition(":")[0]
    return f"writing/{shell}/{name}.html"
