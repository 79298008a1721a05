"""From the command line to an open session: which vault, which key, and what the use cases need to know."""

from collections.abc import Iterator
from contextlib import contextmanager

from wallet_cli.cli import secrets
from wallet_cli.cli.app import App
from wallet_cli.errors import UsageProblem
from wallet_cli.services import access
from wallet_cli.services.access import Place
from wallet_cli.services.session import Session
from wallet_cli.store.store import Store


def place(app: App) -> Place:
    """Where the wallet of this name is; raises UsageProblem("bad-wallet-name") for a name that is a path."""
    name = app.name
    if not name or name.startswith((".", "-")) or any(sign in name for sign in "/\\:\0") or not name.isprintable():
        raise UsageProblem("bad-wallet-name", name=name)
    return Place(app.around.data_folder / name, app.around.state_folder)


def opened(app: App, *, read_only: bool = False, accept_older: bool = False) -> Store:
    """The open store: with the key that the kernel keeps, else with a passphrase."""
    where = place(app)
    named = secrets.given(app)
    key = access.kept_key(where) if named is None else None
    if key is not None:
        return access.open_store(where, key, read_only=read_only, accept_older=accept_older)
    told = named if named is not None else secrets.passphrase(app, wallet=app.name)
    keys = access.derive(where, told)
    return access.open_store(
        where, keys.database_key, read_only=read_only, generation=keys.generation, accept_older=accept_older
    )


def session(
    app: App, store: Store, command: str = "", *, infers: bool | None = None, key: str = "", request: bytes = b""
) -> Session:
    """What a use case needs, from the surroundings. ``infers`` None: on a terminal only."""
    around = app.around
    return Session(
        store,
        around.today(),
        around.now_us,
        around.random,
        command,
        around.terminal,
        app.asks if infers is None else infers,
        around.interactive,
        app.options.dry_run,
        key,
        request,
    )


@contextmanager
def reading(app: App) -> Iterator[Session]:
    """A session that only reads; also on read-only media."""
    store = opened(app, read_only=True)
    try:
        yield session(app, store)
    finally:
        store.close()


@contextmanager
def writing(
    app: App, command: str, *, infers: bool | None = None, key: str = "", request: bytes = b""
) -> Iterator[Session]:
    """A session that may record."""
    store = opened(app)
    try:
        yield session(app, store, command, infers=infers, key=key, request=request)
    finally:
        store.close()


