"""Rich text in a page."""

from django import template

from parvis.ground.core.html import shown

register = template.Library()
register.filter("rich", shown)
