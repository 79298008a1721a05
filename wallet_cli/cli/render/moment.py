"""Moments of the journal, as the clock of this machine shows them."""

from __future__ import annotations

from wallet_cli.domain.moment import wall_clock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.cli.app import App


def local(app: App, time_us: int) -> str:
    """The minute on the clock of this machine."""
    return f"{wall_clock(time_us, app.around.offset):%Y-%m-%d %H:%M}"
