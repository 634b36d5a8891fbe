"""The journal in words: what happened to a record, told to the person who looks at it.

A feature names its acts in `Feature.extra["acts"]`: verb → words, « submit » → « Saisine transmise à l’instance ».
A key may be narrowed to one model: « text.publish ». What people do through a private link has no account behind it:
`Feature.extra["authors"]` says who they are, « meeting.answer » → a function of lines that gives {line number: name}.
"""

from functools import cache

from parvis.ground.core.manifest import features
from parvis.ground.journal.models import JournalLine

RECENT = 8


def history_of(obj, user, *, limit=None):
    """The history of a record as entries of a timeline, latest first: {at, what, who, note}."""
    reads = user.has_perm("journal.read_reasons", obj)
    lines = JournalLine.objects.about(obj)
    lines = list(lines[:limit] if limit else lines)
    names = _names_behind(lines)
    return [entry(line, reads, names.get(line.pk, "")) for line in lines]


def entry(line, reads_reasons, name=""):
    return {"at": line.at, "what": words_of(line), "who": who(line, name), "note": note(line) if reads_reasons else ""}


def _names_behind(lines):
    """{line number: name} of those who acted through a private link; nothing is asked when nobody did."""
    found, asked = {}, {}
    for line in lines:
        if line.actor_id is None and (names_of := authors().get(_key(line))):
            asked.setdefault(names_of, []).append(line)
    for names_of, theirs in asked.items():
        found |= names_of(theirs)
    return found


def _key(line):
    return f"{line.content_type.model}.{line.verb}"


def words_of(line):
    """What was done, in French; an act without words of its own is told by the state it leads to."""
    known = acts()
    found = known.get(_key(line)) or known.get(line.verb)
    if found:
        return found
    model = line.content_type.model_class()
    name = str(model._meta.verbose_name) if model else line.content_type.model
    state = state_words(model, line.to_state)
    return f"{name.capitalize()} : {state}" if state else f"{name.capitalize()} : {line.verb.replace('_', ' ')}"


def state_words(model, code):
    """The label of a state of this model; the code itself when it no longer exists."""
    if not code or model is None:
        return code
    field = next((f for f in model._meta.get_fields() if f.name == "status"), None)
    return str(dict(getattr(field, "flatchoices", ())).get(code, code))


def who(line, name=""):
    """The author, and the person in whose name they acted; `name` for whoever has no account, else the product."""
    if line.actor is None and _key(line) in authors():
        return f"{name}, par son lien privé" if name else "une personne, par son lien privé"
    if line.actor is None:
        return "Parvis"
    return f"{line.actor}, au nom de {line.behalf}" if line.behalf else str(line.actor)


def note(line):
    """The reason that was given, as long as it has not been erased."""
    reason = getattr(line, "reason", None)
    passed = "Avertissement passé outre. " if line.cautions else ""
    return f"{passed}{reason.text}" if reason and reason.text else passed.strip()


@cache
def acts():
    """Words of every act that a feature names."""
    return {verb: words for f in features() for verb, words in f.extra.get("acts", {}).items()}


@cache
def authors():
    """What tells who is behind an act that no account did."""
    return {key: names_of for f in features() for key, names_of in f.extra.get("authors", {}).items()}
