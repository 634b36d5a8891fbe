import pytest

from parvis.ground.core.management.commands import serve


@pytest.mark.parametrize(
    ("bind", "port"),
    [
        ("", 8123),
        ("0.0.0.0:8000", 8000),
        ("127.0.0.1:8260", 8260),
        ("[::]:9000", 9000),
        ("unix:/run/parvis.sock", None),
    ],
)
def test_the_web_server_is_asked_where_it_listens(monkeypatch, settings, bind, port):
    settings.PORT = 8123
    monkeypatch.setenv("PARVIS_BIND", bind)
    assert serve.listening_port() == port


def test_a_unix_socket_is_believed(monkeypatch):
    monkeypatch.setenv("PARVIS_BIND", "unix:/run/parvis.sock")
    assert serve.answers()
