"""Walking a shell: one page of each kind that links lead to, and what is wrong with it."""

import re
from collections import deque
from urllib.parse import urlsplit

from .screens import cut

LINKS = "[...document.querySelectorAll('a[href]')].map((link) => link.href)"
# Downloads, feeds, the sign-out and the other shells are no pages of this one.
ELSEWHERE = re.compile(r"\.(xml|atom|ics|csv|json|pdf|docx|odt|xlsx|ods|txt)$|format=|/flux|/deconnexion/")


def kind_of(path):
    """Pages of the same kind: the same address but for numbers and slugs."""
    return re.sub(r"(/(?:saisines|instances)/)[^/]+-[^/]+|[^/]*\d[^/]*", lambda part: f"{part[1] or ''}#", path)


def walk(visitor, starts, within):
    """Visit one page of each kind that links lead to; gives the kinds met, and what is wrong with some."""
    met, wrong, waiting = {kind_of(start) for start in starts}, [], deque(starts)
    while waiting:
        path = waiting.popleft()
        wrong += faults(visitor, path)
        for there in links(visitor):
            if within(there) and (kind := kind_of(there)) not in met:
                met.add(kind)
                waiting.append(there)
    return met, wrong


def faults(visitor, path):
    """What is wrong with a page, one line each."""
    try:
        # All forms have one template: axe examines theirs in the journeys.
        visitor.go(path, forms=False)
    except AssertionError as fault:
        visitor.console.clear()
        return [str(fault)]
    return [f"{path}: {what}" for what in cut(visitor.page)]


def of_shell(prefix):
    return lambda path: path.startswith(prefix) and not ELSEWHERE.search(path)


def links(visitor):
    """The addresses of this site that the page leads to."""
    found = [urlsplit(link) for link in visitor.page.evaluate(LINKS)]
    return [there.path for there in found if there.netloc == urlsplit(visitor.base).netloc]
