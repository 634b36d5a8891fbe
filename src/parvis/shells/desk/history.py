"""The journal in words: what happened to a record, told to the person who looks at it.

A feature names its acts in `Feature.extra["acts"]`: verb → words, « submit » → « Saisine transmise à l’instance ».
A key may be narrowed to one model: « text.publish ».
"""

from functools import cache

from parvis.ground.core.manifest import features
from parvis.ground.journal.models import JournalLine

RECENT = 8


def history_of(obj, user, *, limit=None):
    """The history of a record as entries of a timeline, latest first: {at, what, who, note}."""
    reads = user.has_perm("journal.read_reasons", obj)
    lines = JournalLine.objects.about(obj)
    return [entry(line, reads) for line in (lines[:limit] if limit else lines)]


def entry(line, reads_reasons):
    return {"at": line.at, "what": words_of(line), "who": who(line), "note": note(line) if reads_reasons else ""}


def words_of(line):
    """What was done, in French; an act without words of its own is told by the state it leads to."""
    known = acts()
    found = known.get(f"{line.content_type.model}.{line.verb}") or known.get(line.verb)
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


def who(line):
    """The author, and the person in whose name they acted; the product itself when there is none."""
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
