"""The member space's pages of texts: read, comment, write, disagree, vote."""

from django.shortcuts import render

from parvis.commons.writing import pages, views
from parvis.commons.writing.acts import actions
from parvis.commons.writing.models import Text
from parvis.commons.writing.queries import texts_of_member
from parvis.shells.entry import member_view

BASE = pages.MEMBER
RECORD = "writing/member/record.html"
do = actions(BASE)


@member_view("member.enter")
def index(request):
    """The texts of the member's bodies."""
    texts = texts_of_member(request.user, request.authority)
    return render(request, "writing/member/list.html", {"title": "Textes", "texts": texts})


@member_view("writing.read_text", Text)
def detail(request, text):
    return views.show(request, text, BASE, RECORD)


@member_view("writing.write_text", Text)
def write(request, text):
    return views.write(request, text, BASE, "writing/member/write.html")


@member_view("writing.write_text", Text)
def draft(request, text):
    return views.keep_draft(request, text)


@member_view("writing.comment_text", Text)
def comment(request, text):
    return views.add_comment(request, text, BASE, RECORD)


@member_view("writing.read_text", Text)
def versions(request, text):
    return views.versions(request, text, BASE, RECORD)


@member_view("writing.read_text", Text)
def version(request, text, number):
    return views.version(request, text, number, BASE, RECORD)


@member_view("writing.read_text", Text)
def disagreements(request, text):
    return views.disagreements(request, text, BASE, RECORD)


@member_view("writing.read_text", Text)
def recommendations(request, text):
    return views.recommendations(request, text, BASE, RECORD)


@member_view("writing.read_text", Text)
def synthesis(request, text):
    return views.synthesis(request, text, BASE, RECORD)


@member_view("writing.read_text", Text)
def debate(request, text):
    return views.debate(request, text, BASE, RECORD)
