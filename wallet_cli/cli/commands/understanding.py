"""Names behind commands that look at something or change it: on a terminal understood as in a line of money.

What is clearly meant is taken to look at and asked about before a change. Nothing is loaded before a
name was not found.
"""

from __future__ import annotations

from wallet_cli.errors import NotFound

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from wallet_cli.cli.app import App
    from wallet_cli.services.session import Session

    _Made = TypeVar("_Made")


def looked(app: App, session: Session, do: Callable[[Session], _Made]) -> _Made:
    """What ``do`` finds; a name that nobody has is taken for what it clearly means, and that is said."""
    return _understood(app, session, do, takes=True)


def changed(app: App, session: Session, do: Callable[[Session], _Made]) -> _Made:
    """What ``do`` makes; a name that nobody has is asked about."""
    return _understood(app, session, do, takes=False)


def _understood(app: App, session: Session, do: Callable[[Session], _Made], *, takes: bool) -> _Made:
    try:
        return do(session)
    except NotFound as error:
        if not app.asks:
            raise
        return _again(app, session, do, error, takes=takes)


def _again(app: App, session: Session, do: Callable[[Session], _Made], error: NotFound, *, takes: bool) -> _Made:
    from wallet_cli.cli.commands.record import mending, verb
    from wallet_cli.cli.render.output import Output

    session = verb.attentive(app, session)
    while mending.is_known_as(app, session, error, takes=takes):
        try:
            made = do(session)
        except NotFound as another:
            error = another
            continue
        for line in verb.names_taken(session) if takes else ():
            Output(app).note(line)
        return made
    raise error
