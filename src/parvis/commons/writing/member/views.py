"""The texts of a member's bodies."""

from django.shortcuts import render

from parvis.commons.writing.queries import texts_of_member
from parvis.shells.entry import member_view


@member_view("member.enter")
def index(request):
    """The texts of the member's bodies."""
    texts = texts_of_member(request.user, request.authority)
    return render(request, "writing/member/list.html", {"title": "Textes", "texts": texts})
