"""The pieces that prove how far a promise is: private files, public when everybody can read them."""

from parvis.ground.documents import lifecycle as documents


def keep(commitment, upload, *, title, alternative, by):
    """Store a piece, before the report that it will belong to. Public with the promise when it has its equivalent."""
    if not upload:
        return None
    may_be_public = commitment.is_public and bool(alternative.strip())
    return documents.store(
        upload, authority=commitment.authority, by=by, title=title, alternative=alternative, public=may_be_public
    )


def attach(report, *, by):
    """Give the piece to its report."""
    if report is not None and report.evidence is not None:
        documents.attach(report.evidence, report, by=by)
    return report
