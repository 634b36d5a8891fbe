"""The public pages of an authority, and the directory of the authorities served."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.ground import core
from parvis.ground.authorities.models import Authority
from parvis.ground.core import clock
from parvis.ground.core.colours import theme_css
from parvis.ground.core.manifest import active_features, calendar_of, gathered, placed, promises_of
from parvis.ground.mailing import stopping
from parvis.ground.search.index import search as look_up
from parvis.shells.entry import public_view

from . import notes
from .cache import for_visitors, fragment
from .forms import ContactForm
from .letters import ContactMessage, contact_recipient

DATES_ON_HOME = 3
DATES_ON_AGENDA = 50
MOST_PAGES = 200
FAVICON = Path(core.__file__).with_name("static") / "core" / "favicon.ico"


@public_view()
@require_safe
@for_visitors
def home(request):
    """The questions open now, what was promised and where it stands, the next dates, then the rest."""
    authority = request.authority
    context = {
        "open_questions": gathered("open_questions", authority, authority)[:5],
        "promises": fragment(request, "promises", lambda: promises_of(authority)),
        "dates": entries(authority, clock.today(), days=120, most=DATES_ON_HOME),
        "calendar_url": "/agenda/",
        "blocks": placed("home_blocks", authority, authority),
        "description": _("La participation citoyenne à {name} : questions, avis, réponses, engagements.").format(
            name=authority.name
        ),
    }
    return render(request, "public/home.html", context)


def entries(authority, start, *, days=365, user=None, **only):
    """Calendar entries of every feature from `start`, in order (`calendar_of`); the public ones for a visitor."""
    found = calendar_of(authority, user, start, start + dt.timedelta(days=days), **only)
    return [entry for entry in found if user is not None or entry.public]


@public_view()
@require_safe
@for_visitors
def agenda(request):
    """Every public date of the next twelve months; a page reads no further than its last date."""
    asked = request.GET.get("page", "")
    number = min(max(int(asked), 1), MOST_PAGES) if asked.isdecimal() else 1
    end = number * DATES_ON_AGENDA
    found = entries(request.authority, clock.today(), most=end + 1)
    context = {
        "entries": found[end - DATES_ON_AGENDA : end], "before": number - 1,
        "after": number + 1 if len(found) > end else 0,
    }  # fmt: skip
    return render(request, "public/agenda.html", context)


@public_view()
@require_safe
@for_visitors
def search(request):
    """Look for a word in what is public."""
    query = request.GET.get("q", "").strip()[:200]
    found = look_up(request.user, request.authority, query, limit=30, public=True) if query else []
    results = [{"kind": _(e.label), "title": e.title, "url": e.public_url, "excerpt": e.excerpt} for e in found]
    return render(request, "public/search.html", {"search_query": query, "results": results, "total": len(results)})


@public_view()
@require_safe
@for_visitors
def site_map(request):
    """Every public page, by section."""
    return render(request, "public/site_map.html", {"sections": sections_of(request.authority)})


def sections_of(authority):
    """The public pages that each feature lists, as sections with their entries (label, address)."""
    return [
        {"label": f.label, "url": f"/{f.path}/" if f.public_urls else "", "entries": list(f.site_map(authority))}
        for f in active_features(authority)
        if f.site_map
    ]


@public_view()
@require_safe
@for_visitors
def legal(request):
    """Who publishes, who hosts, under which licence."""
    return render(request, "public/legal.html", {"session_hours": settings.SESSION_COOKIE_AGE // 3600})


@public_view()
@require_safe
@for_visitors
def accessibility(request):
    """The declaration of accessibility (RGAA 4.1.2, décret 2019-768)."""
    return render(request, "public/accessibility.html", {})


@public_view()
def contact(request):
    """Write to the participation team; the message goes to the authority's contact address."""
    form = ContactForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        recipient = contact_recipient(request.authority)
        if recipient is None:
            form.add_error(None, _("Cette collectivité n’a pas encore d’adresse de contact : appelez l’accueil."))
        else:
            ContactMessage(request.authority, **form.cleaned_data).send_to([recipient])
            return notes.done(request.path, "message")
    notes.say(request, {"message": _("Votre message est transmis à l’équipe participation.")})
    return render(request, "public/contact.html", {"form": form}, status=422 if form.errors else 200)


@public_view(from_anywhere=True)
def stop(request, token):
    """Stop a message in one click (RFC 8058: the mail reader posts here without a session)."""
    try:
        email, letter = stopping.read_token(token, request.authority)
    except signing.BadSignature as error:
        raise Http404 from error
    if request.method == "POST":
        stopping.stop(request.authority, email, "" if "all" in request.POST else letter)
    return render(request, "public/stop.html", {"done": request.method == "POST", "token": token})


@public_view()
@require_safe
def theme(request, digest):
    """The two colours of the authority as a style sheet; its name changes with its content."""
    css = theme_css(request.authority.primary_colour, request.authority.accent_colour)
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@public_view()
@require_safe
def logo(request, pk):
    """The authority's logo."""
    if pk != request.authority.pk or not request.authority.logo:
        raise Http404
    response = FileResponse(request.authority.logo.open("rb"))
    response["Cache-Control"] = "public, max-age=3600"
    return response


@login_not_required
@require_safe
def favicon(request):
    """The sign of the product, for what asks for it at its old address instead of reading the page."""
    response = FileResponse(FAVICON.open("rb"), content_type="image/x-icon")
    response["Cache-Control"] = "public, max-age=604800"
    return response


favicon.shell, favicon.permission, favicon.model = "public", None, None


@public_view()
@require_safe
def security_txt(request):
    """Where to report a vulnerability (RFC 9116)."""
    expires = (clock.now() + dt.timedelta(days=365)).strftime("%Y-%m-%dT00:00:00Z")
    email = request.authority.email
    contact = f"mailto:{email}" if email else request.authority.address_of(reverse("public:contact"))
    return HttpResponse(f"Contact: {contact}\nExpires: {expires}\nPreferred-Languages: fr\n", content_type="text/plain")


@public_view()
@require_safe
def robots(request):
    """What search engines may read: the public pages, listed in the site map (RFC 9309)."""
    closed = "".join(f"Disallow: /{place}/\n" for place in ("gestion", "espace-membre", "compte", "rechercher"))
    listed = request.authority.address_of(reverse("public:sitemap"))
    return HttpResponse(f"User-agent: *\n{closed}Sitemap: {listed}\n", content_type="text/plain; charset=utf-8")


@public_view()
@require_safe
@for_visitors
def sitemap(request):
    """Every public page for search engines (sitemaps.org, 0.9)."""
    pages = ["/", "/agenda/", *(url for f in sections_of(request.authority) for _, url in f["entries"])]
    context = {"addresses": [request.authority.address_of(page) for page in dict.fromkeys(pages)]}
    return render(request, "public/sitemap.xml", context, content_type="application/xml; charset=utf-8")


@login_not_required
def directory(request):
    """The authorities served by this installation."""
    return render(request, "public/directory.html", {"authorities": Authority.objects.prefetch_related("hosts")})


directory.shell, directory.permission, directory.model = "public", None, None
