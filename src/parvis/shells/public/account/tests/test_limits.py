import pytest

from .conftest import sign_in


def test_passwords_cannot_be_tried_for_long(site, holder):
    pages = [sign_in(site, password=f"essai {n}").content.decode() for n in range(6)]
    assert "ne convient pas" in pages[4]
    assert "Trop d’essais de suite" in pages[5]
    assert "Trop d’essais de suite" in sign_in(site).content.decode(), "not even with the right one"


def test_codes_cannot_be_asked_for_somebody_without_end(site, holder):
    for _ in range(3):
        site.post("/compte/connexion/code/", {"email": holder.email})
        site.post("/compte/deconnexion/")
    assert "Trop d’essais de suite" in site.post("/compte/connexion/code/", {"email": holder.email}).content.decode()


@pytest.mark.parametrize(
    ("address", "form", "most"),
    [
        ("/compte/connexion/", {"login": "p{n}@exemple.invalid", "password": "x"}, 30),
        ("/compte/creation/", {"email": "p{n}@exemple.invalid"}, 20),
        ("/compte/mot-de-passe/oubli/", {"email": "maelle@exemple.invalid"}, 3),
    ],
)
def test_too_many_demands_get_a_page_that_says_so(site, address, form, most):
    for n in range(most):
        assert site.post(address, {k: v.format(n=n) for k, v in form.items()}).status_code != 429
    refused = site.post(address, {k: v.format(n=most) for k, v in form.items()})
    assert refused.status_code == 429
    page = refused.content.decode()
    assert "<title>Trop de demandes" in page
    assert "Val d’Orzenne" in page
