"""What a page says once a form was sent: a word of its address stands for the sentence, and no cookie carries it.

The word is signed and worth a minute: a page that is loaded again later, or a link that somebody made, says nothing.
"""

from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.shortcuts import redirect

NAME = "fait"
SALT = "parvis.notes"
SECONDS = 60


def done(address, word, about=None):
    """Go to the page that says what `word` stands for; `about` is the key of what it was done to, among several."""
    return redirect(f"{address}?{urlencode({NAME: signing.dumps([word, about], salt=SALT)})}")


def say(request, sentences, about=(None,)):
    """On the page being made, say the sentence (a dict gives them by word) that its address asks for.

    With `about`, only if it was done to one of these.
    """
    try:
        word, key = signing.loads(request.GET.get(NAME, ""), salt=SALT, max_age=SECONDS)
    except (signing.BadSignature, ValueError):
        return
    if word in sentences and key in about:
        messages.success(request, sentences[word])
