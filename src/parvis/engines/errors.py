"""What an engine says when it cannot calculate."""


class BadInput(ValueError):
    """The input contradicts itself or cannot be read; the message is a French sentence that names the line or row."""

    def __init__(self, message, *, line=None):
        self.line = line
        super().__init__(f"Ligne {line} : {message}" if line else f"{message[:1].upper()}{message[1:]}")
