"""What the rest of the product needs to know of following by e-mail."""

from parvis.ground.core.manifest import Feature

from . import due, legal, letters

feature = Feature(
    slug="following",
    label="Suivis par courriel",
    path="suivi",
    public_urls="parvis.commons.following.public.urls",
    letters=letters.LETTERS,
    due_jobs=(due.forget,),
    extra={"legal_rules": legal.LEGAL_RULES},
)
