"""The home page of the people who sit in a body."""

import rules
from django.shortcuts import render
from rules import predicate

from parvis.ground.core.manifest import contributions
from parvis.shells.entry import member_view


@predicate
def has_a_place(user, authority):
    """Whoever has an account has a space of their own: somebody appointed signs the charter there before any role."""
    return user.is_authenticated


rules.add_perm("member.enter", has_a_place)


@member_view("member.enter")
def home(request):
    """What awaits the member, then what became of what they said."""
    blocks = [
        b for give in contributions("member_blocks", request.authority) for b in give(request.user, request.authority)
    ]
    return render(request, "member/home.html", {"blocks": sorted(blocks, key=lambda b: b.order)})
