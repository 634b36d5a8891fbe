"""What the account pages say: a browser in words, and whether a key works on this host."""

from django import template

from parvis.ground.accounts import browsers, factors
from parvis.ground.accounts.sessions import host_of

register = template.Library()
register.filter("browser", browsers.browser)


@register.filter
def works_here(authenticator, request):
    """Whether this passkey was made for the host of the page."""
    return factors.works_on(authenticator, host_of(request))
