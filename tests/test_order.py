"""The order in which tests start."""

from conftest import LONG, rank


def test_the_long_files_start_before_the_others(request):
    """pytest-django puts the tests that commit at the end; the hook of conftest.py has the last word."""
    ranks = [rank(item) for item in request.session.items]
    assert ranks == sorted(ranks)
    assert len(ranks[0]) == len(LONG)
