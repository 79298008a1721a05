"""A standard stream of a test: keeps what is written, and is a terminal where that is wanted."""

import io


class Stream(io.TextIOWrapper):
    """Text in UTF-8, as a process writes it; ``text`` is everything so far."""

    def __init__(self, tty: bool) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="", write_through=True)
        self._tty = tty

    def isatty(self) -> bool:
        return self._tty

    @property
    def text(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode("utf-8")
