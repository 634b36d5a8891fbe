"""What a page says once a form was sent: a word of its address stands for the sentence, and no cookie carries it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect

NAME = "fait"


def done(address, word):
    """Go to the page that says what `word` stands for."""
    return redirect(f"{address}?{urlencode({NAME: word})}")


def say(request, sentences):
    """On the page being made, say the sentence (a dict gives them by word) that its address asks for."""
    if sentence := sentences.get(request.GET.get(NAME)):
        messages.success(request, sentence)
