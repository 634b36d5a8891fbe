import pytest

from parvis.ground.accounts.browsers import browser

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
)
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile Safari/604.1"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (CHROME, "Chrome sur Windows"),
        (CHROME + " Edg/131.0", "Edge sur Windows"),
        (SAFARI, "Safari sur iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox sur Linux"),
        ("Firefox/128.0", "Firefox"),
        ("curl/8", "Un autre navigateur"),
        ("", "Un autre navigateur"),
    ],
)
def test_a_browser_is_told_in_words(told, said):
    assert browser(told) == said
