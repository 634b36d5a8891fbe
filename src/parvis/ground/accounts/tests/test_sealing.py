import pytest

from parvis.ground.accounts.sealing import seal, unseal


def test_a_sealed_text_is_read_again_and_looks_like_nothing():
    sealed = seal("clé secrète")
    assert "secrète" not in sealed
    assert sealed != seal("clé secrète")
    assert unseal(sealed) == "clé secrète"


def test_the_key_may_change_while_the_old_one_is_kept(settings):
    sealed = seal("clé secrète")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "nouvelle", [settings.SECRET_KEY]
    assert unseal(sealed) == "clé secrète"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(ValueError, match="autre clé"):
        unseal(sealed)
