"""The promises made to one's bodies, public or not."""

from django.shortcuts import render

from parvis.commons.commitments.models import Commitment
from parvis.ground.core.paging import KeyedPaginator
from parvis.ground.core.text import shorten
from parvis.shells.entry import member_view

PER_PAGE = 30


@member_view("commitments.read_commitment")
def listing(request):
    rows = (
        Commitment.objects.of(request.authority)
        .visible_to(request.user)
        .for_board()
        .order_by("-status", "due_on", "pk")
    )
    page = KeyedPaginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.url, row.latest = row.get_member_url(), shorten(row.latest or "", 280)
    return render(request, "commitments/member/list.html", {"title": "Engagements", "commitments": page, "page": page})


@member_view("commitments.view_commitment", Commitment)
def detail(request, commitment):
    context = {
        "title": commitment.title, "commitment": commitment,
        "reports": commitment.reports.select_related("by", "evidence"),
    }  # fmt: skip
    return render(request, "commitments/member/commitment.html", context)
