"""What needs a key's secret although the wallet is unlocked: it is asked for, and what was refused is done again."""

from __future__ import annotations

from wallet_cli.errors import Locked
from wallet_cli.services.record import limits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from wallet_cli.cli.app import App
    from wallet_cli.services.session import Session

    _Done = TypeVar("_Done")


def confirmed(app: App, session: Session, do: Callable[[Session], _Done]) -> _Done:
    """Do it; where it needs a secret first, get one and do it again. Without one, nothing was done: Locked.

    A passphrase that opened the wallet for this very command counts. Nobody else waits for the store meanwhile.
    """
    try:
        return do(session._replace(proven=app.proven))
    except Locked as error:
        from wallet_cli.cli.access import opening

        if error.slug not in limits.NEEDED:
            raise
        opening.in_its_numbers(session)
        _prove(app, error)
    return do(session._replace(proven=True))


def _prove(app: App, error: Locked) -> None:
    """Open the header with a key's secret, from where scripts keep it or typed."""
    from wallet_cli.cli.access import keyholder, opening, secrets

    asks = secrets.given(app) is None
    if asks and not app.asks:
        raise error
    where = opening.place(app)
    if asks:
        from wallet_cli.cli.render.output import Output
        from wallet_cli.words import catalogue

        Output(app).note(catalogue.text_of(error)[0])
        way = keyholder.asked_way(app, where)
    else:
        way = keyholder.Offer()
    keyholder.keys_and_secret(app, where, way)
    app.proven = True
