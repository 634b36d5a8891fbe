"""The pages of a large authority: how long each takes, and how many queries it asks."""

import re
import statistics

from .site import MEMBER, OFFICER, VISITOR, Row, Site
from .yardstick import beat, pace

TIMES, WARM = 30, 5


def pages(told):
    """(name, path, whose session, milliseconds promised, queries promised)."""
    desk, public = (50, 12), (25, 10)
    promise = f"/gestion/engagements/{told['commitment']}/"
    shown = told["meetings"]
    return [
        ("bureau, accueil", "/gestion/", OFFICER, *desk),
        ("bureau, liste des saisines", "/gestion/saisines/", OFFICER, *desk),
        ("bureau, saisines, dernière page", "/gestion/saisines/?page=200", OFFICER, *desk),
        ("bureau, saisines filtrées", "/gestion/saisines/?q=participation", OFFICER, *desk),
        ("bureau, une saisine", f"/gestion/saisines/{told['referral']}/", OFFICER, *desk),
        ("bureau, liste des instances", "/gestion/instances/", OFFICER, *desk),
        ("bureau, une instance", f"/gestion/instances/{told['body']}/", OFFICER, *desk),
        ("bureau, mandats d’une instance", f"/gestion/instances/{told['body']}/mandats/", OFFICER, *desk),
        ("bureau, liste des réunions", "/gestion/reunions/", OFFICER, *desk),
        ("bureau, réunions, dernière page", "/gestion/reunions/?page=61", OFFICER, *desk),
        ("bureau, relevé de décisions", "/gestion/reunions/decisions/", OFFICER, *desk),
        ("bureau, suites à donner", "/gestion/reunions/suites/", OFFICER, *desk),
        ("bureau, mois de toutes les instances", "/gestion/coordination/mois/", OFFICER, *desk),
        ("bureau, tableau des instances", "/gestion/coordination/", OFFICER, *desk),
        ("bureau, une réunion", f"/gestion/reunions/{shown['convened']}/", OFFICER, *desk),
        ("bureau, ses convocations", f"/gestion/reunions/{shown['convened']}/convocations/", OFFICER, *desk),
        ("bureau, son déroulé", f"/gestion/reunions/{shown['convened']}/deroule/", OFFICER, *desk),
        ("bureau, son jour J", f"/gestion/reunions/{shown['in_session']}/jour/", OFFICER, *desk),
        ("bureau, son compte rendu", f"/gestion/reunions/{shown['review']}/compte-rendu/", OFFICER, *desk),
        ("bureau, compte rendu diffusé", f"/gestion/reunions/{shown['published']}/compte-rendu/", OFFICER, *desk),
        ("bureau, liste des textes", "/gestion/textes/", OFFICER, *desk),
        ("bureau, liste des envois", "/gestion/reglages/envois/", OFFICER, *desk),
        ("bureau, liste des engagements", "/gestion/engagements/", OFFICER, *desk),
        ("bureau, un engagement", promise, OFFICER, *desk),
        (
            "bureau, modifier un engagement",
            f"/gestion/engagements/{told['commitment']}/modification/",
            OFFICER,
            *desk,
        ),
        ("bureau, liste des personnes", "/gestion/personnes/", OFFICER, *desk),
        ("bureau, une personne", f"/gestion/personnes/{told['person']}/", OFFICER, *desk),
        ("bureau, journal", "/gestion/reglages/journal/", OFFICER, *desk),
        ("espace membre, accueil", "/espace-membre/", MEMBER, *desk),
        ("public, accueil", "/", VISITOR, *public),
        ("public, instances", "/instances/", VISITOR, *public),
        ("public, une instance", f"/instances/{told['body_slug']}/", VISITOR, *public),
        ("public, saisines", "/saisines/", VISITOR, *public),
        ("public, une saisine", f"/saisines/{told['referral_slug']}/", VISITOR, *public),
        ("public, engagements", "/engagements/", VISITOR, *public),
        ("public, agenda", "/agenda/", VISITOR, *public),
        ("public, réunions", "/reunions/", VISITOR, *public),
        ("public, une réunion", f"/reunions/{shown['public']}/", VISITOR, *public),
        ("public, un compte rendu", f"/reunions/{shown['public']}/compte-rendu/", VISITOR, *public),
        ("recherche, mot courant", "/gestion/recherche/?q=participation", OFFICER, 80, 12),
        ("recherche, deux mots", "/gestion/recherche/?q=velo+college", OFFICER, 80, 12),
        ("recherche publique, mot courant", "/rechercher/?q=participation", VISITOR, 80, 12),
    ]


def fresh(path, n):
    """The same page under another address, so that no kept copy answers."""
    return f"{path}{'&' if '?' in path else '?'}n={n}"


def measure_pages(port, told):
    small = {name: path for name, path, *_ in pages(told["petite"])}
    for name, path, who, ms, queries in pages(told["grande"]):
        site = Site(port, told["grande"], who)
        answers, beats = zip(*((site.get(fresh(path, n)), beat()) for n in range(WARM + TIMES)), strict=True)
        answers, slow = answers[WARM:], pace(beats)
        other = Site(port, told["petite"], who)
        few = [other.get(fresh(re.sub(r"page=\d+", "page=1", small[name]), n)) for n in range(WARM)][-1]
        status = {a.status for a in answers} | {few.status}
        median, best = statistics.median(a.ms for a in answers), min(a.ms for a in answers)
        count = max(a.queries for a in answers)
        kept = status == {200} and median <= ms and count <= queries and few.queries >= count
        yield Row(
            name,
            f"{median:6.1f} ms ({best:4.0f} au mieux) {count:3d} req. ({few.queries} pour 10)",
            f"≤ {ms} ms, ≤ {queries} req.",
            kept,
            "" if kept else f"la machine à {slow:.0%} de son allure",
            ms=round(median, 2), best_ms=round(best, 2), pace=round(slow, 2), queries=count,
            queries_small=few.queries, status=sorted(status),
        )  # fmt: skip
