"""What is said in place of signs where everything has to be heard: by a screen reader, or a voice."""

from __future__ import annotations

from wallet_cli import i18n
from wallet_cli.i18n import N_, _

SIGNS = {
    " → ": N_(" to "),
    " · ": N_(", "),
    " – ": N_(", "),
    "–": N_(" to "),
    " × ": N_(" times "),
    "≈": N_("about"),
}
"""Each sign between what it joins, and its words."""


def choose() -> None:
    """From now on, say words in place of signs."""
    i18n.spell_out(tuple((sign, _(word)) for sign, word in SIGNS.items()))
