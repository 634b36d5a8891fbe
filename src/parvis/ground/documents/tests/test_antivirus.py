import socket
import struct
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.ground.core.errors import Refused
from parvis.ground.documents import antivirus

FILE = b"X5O!P%@AP" * 20_000


class Clamd:
    """A small clamd: it reads one INSTREAM and gives the answer it was told to give."""

    def __init__(self, answer):
        self.answer, self.received = answer, b""
        self.door = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.door.getsockname()[1]}"
        self.thread = threading.Thread(target=self._serve)
        self.thread.start()

    def _serve(self):
        link, _ = self.door.accept()
        with link, link.makefile("rb") as said:
            assert said.read(10) == b"zINSTREAM\0"
            while size := struct.unpack("!L", said.read(4))[0]:
                self.received += said.read(size)
            link.sendall(self.answer)

    def close(self):
        self.thread.join(5)
        self.door.close()


@pytest.fixture
def clamd(settings, request):
    daemon = Clamd(request.param)
    settings.CLAMAV_ADDRESS = daemon.address
    yield daemon
    daemon.close()


@pytest.mark.parametrize("clamd", [b"stream: OK\0"], indirect=True)
def test_a_sound_file_passes_and_was_read_whole(clamd):
    antivirus.scan(SimpleUploadedFile("a.txt", FILE))
    clamd.thread.join(5)
    assert clamd.received == FILE


@pytest.mark.parametrize("clamd", [b"stream: Win.Test.EICAR_HDB-1 FOUND\0"], indirect=True)
def test_an_infected_file_is_refused(clamd):
    with pytest.raises(Refused, match="malveillant"):
        antivirus.scan(SimpleUploadedFile("a.txt", FILE))


def test_a_file_nobody_could_look_at_is_refused(settings):
    with socket.create_server(("127.0.0.1", 0)) as door:
        settings.CLAMAV_ADDRESS = f"127.0.0.1:{door.getsockname()[1]}"
    with pytest.raises(Refused, match="ne répond pas"):
        antivirus.scan(SimpleUploadedFile("a.txt", FILE))


def test_without_antivirus_every_file_passes(settings):
    settings.CLAMAV_ADDRESS = ""
    assert antivirus.scan(SimpleUploadedFile("a.txt", FILE)) is None
