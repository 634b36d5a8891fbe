"""Asking ClamAV whether a file is sound, when the installation has one (`CLAMAV_ADDRESS`)."""

import socket
import struct

from django.conf import settings

from parvis.ground.core.errors import Refused

CHUNK = 64 * 1024
TIMEOUT = 30


def scan(upload):
    """Nothing when the file is sound or no antivirus is set; `Refused` when it is not, or when nobody answers."""
    if not settings.CLAMAV_ADDRESS:
        return
    try:
        answer = _ask(settings.CLAMAV_ADDRESS, upload)
    except OSError as error:
        # Better no file than one that nobody looked at.
        raise Refused("L’antivirus ne répond pas : réessayez dans quelques minutes.") from error
    if not answer.endswith("OK"):
        raise Refused("L’antivirus refuse ce fichier : il contient un programme malveillant ou n’a pas pu être lu.")


def _ask(address, upload):
    """clamd's INSTREAM command: chunks with their length, then a length of zero."""
    upload.seek(0)
    with _connect(address) as link:
        link.sendall(b"zINSTREAM\0")
        while chunk := upload.read(CHUNK):
            link.sendall(struct.pack("!L", len(chunk)) + chunk)
        link.sendall(struct.pack("!L", 0))
        return _answer(link)


def _connect(address):
    if address.startswith("unix:"):
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        link.settimeout(TIMEOUT)
        link.connect(address.removeprefix("unix:"))
        return link
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=TIMEOUT)


def _answer(link):
    said = b""
    while part := link.recv(1024):
        said += part
    return said.rstrip(b"\0\n").decode("utf-8", "replace")
