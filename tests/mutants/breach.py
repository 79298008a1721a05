"""A change to the code that breaks a claim of ``docs/explanation/security.md``, for the test that must notice it."""

from typing import NamedTuple


class Breach(NamedTuple):
    """``test`` as the page names it; in ``file`` of the package ``old``, which stands there once, becomes ``new``.

    ``also`` is a second replacement in the same file, where one alone would only be refused elsewhere.
    """

    test: str
    file: str
    old: str
    new: str
    also: tuple[str, str] | None = None

    def applied(self, source: str) -> str:
        """The changed text. Raises LookupError where it doesn't stand there exactly once."""
        for old, new in ((self.old, self.new), *([self.also] if self.also else [])):
            if source.count(old) != 1:
                raise LookupError(f"{self.file}: {source.count(old)} times {old!r}")
            source = source.replace(old, new)
        return source
