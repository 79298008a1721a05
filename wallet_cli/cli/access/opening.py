"""From the command line to an open session: which vault, which key, and what the use cases need to know."""

from __future__ import annotations

from contextlib import contextmanager

from wallet_cli.cli.access import ask, numbers, secrets
from wallet_cli.errors import Busy, Damaged, Locked, Refused, UsageProblem, WalletError
from wallet_cli.i18n import _
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.session import Session, readable_setting
from wallet_cli.services.vault import access, location, unlock
from wallet_cli.services.vault.location import Place
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wallet_cli.cli.app import App
    from wallet_cli.services.vault.access import Unlocked, Version
    from wallet_cli.services.vault.backup_check import BackupHead

_NOT_OPENED = ("store-damaged", "store-or-header")


def place(app: App) -> Place:
    """Where the wallet of this name is; raises UsageProblem("bad-wallet-name") for a name that is a path."""
    name = app.name
    if not location.can_be_named(name):
        raise UsageProblem("bad-wallet-name", name=name)
    data, state = app.around.folders()
    return Place(f"{data}/{name}", state, lambda remark: _tell(app, remark))


def _tell(app: App, remark: WalletError) -> None:
    """Say what opening the wallet had to do to its files."""
    from wallet_cli.cli.render import problem

    problem.show(remark, app.around, as_json=app.options.json or app.options.jsonl)


def moment(app: App) -> unlock.Moment:
    """What the clocks say."""
    return unlock.Moment(app.around.now_us() // 1_000_000, app.around.uptime())


def open_store(app: App, *, read_only: bool = False, unchecked: bool = False) -> access.Store:
    """The open store: with a passphrase that the command line names, with the key that the kernel keeps, with a
    passphrase from the environment, and at last with one asked for.
    """
    return _key_and_store(app, place(app), read_only=read_only, unchecked=unchecked)[1]


class _Found(NamedTuple):
    """A database key; its epoch, the key header that a secret has opened for it, where one was, whether it was kept
    from an unlock, and what a passphrase typed for this command opened.
    """

    key: bytes
    epoch: int | None
    proven: Version | None
    kept: bool = False
    typed: Unlocked | None = None


def _key_and_store(
    app: App,
    where: Place,
    *,
    read_only: bool = False,
    unchecked: bool = False,
    yields: bool = False,
    remarks: bool = True,
    log: str = "",
) -> tuple[bytes, access.Store]:
    """The database key and the open store; with ``yields`` read-only where its files are, with ``remarks`` saying so
    where nothing has proven the key header yet.

    The key is found once more if keys were changed between the two, as often as it is another one then, and without the
    kept one where that doesn't open: two copies of a vault whose keys were rotated apart have one name for theirs.
    """
    told = secrets.named(app)  # once: a descriptor can't be read again
    damage: Damaged | None = None
    before: _Found | None = None
    while True:
        try:
            found = _key(app, where, told, kept=damage is None)
        except Locked as error:
            if damage is None or error.slug != "locked":
                raise
            raise Damaged("kept-key-unfit") from None
        try:
            store = _store(where, found, read_only=read_only, unchecked=unchecked, yields=yields, log=log)
            if remarks and store.unproven:
                remark_unproven(app)
            if found.typed is not None and not unchecked:
                _unlock_again(app, where, found.typed, store)
            return found.key, store
        except Busy as error:
            if error.slug != "keys-changed-meanwhile" or found == before:
                raise
            before = found
        except Damaged as error:
            if not found.kept or error.slug not in _NOT_OPENED:
                raise
            damage = error


def _key(app: App, where: Place, told: bytes | None, *, kept: bool) -> _Found:
    if told is None and app.around.key is not None:
        return _Found(app.around.key, None, None)
    if told is None:
        header = location.identity_of(where)  # and nobody is asked for the passphrase of a wallet that isn't there
        key = unlock.kept_key(where, moment(app), told=header) if kept else None
        if key is not None:
            return _Found(key, header.epoch, None, kept=True)
        told = secrets.ambient(app)
    typed = None
    if told is None:
        keys = typed = _asked(app, where)
    else:
        keys = _by(told, lambda each: access.derive(where, each))
    app.proven = True
    return _Found(keys.database_key, keys.epoch, keys.version, typed=typed)


def _unlock_again(app: App, where: Place, opened: Unlocked, store: access.Store) -> None:
    """Keep the key that was typed for one command for the usual time, unless the wallet's setting says not to.

    The kernel alone keeps it: the keychain, which is on disk, is for ``unlock``, which says so.
    """
    from wallet_cli.services.things import settings
    from wallet_cli.words import durations

    told = session(app, store)
    if not settings.unlocks_again(told):
        return
    most, idle = settings.unlock_limits(told)
    try:
        unlock.keep_key(where, opened, unlock.Limits(most, idle if idle < most else 0), moment(app), kernel_only=True)
    except WalletError:
        return
    if app.options.quiet or app.options.json or app.options.jsonl:
        return
    from wallet_cli.cli.render.output import Output

    text = _("unlocked for {time}; `wallet lock` shuts it, `wallet config unlock-again off` asks each time")
    Output(app).note(said(text, time=durations.people(idle if 0 < idle < most else most)))


HELD_SECONDS = 15 * 60
"""How long this process keeps a key between two lines that are typed."""


@contextmanager
def held(app: App) -> Iterator[None]:
    """While it holds, a person types line after line: the secret is asked for before the first one, and where nothing
    keeps the key this process does, until it hasn't been used for a quarter of an hour. A wallet that isn't there is
    said before anything else.
    """
    before = app.around.key
    hold(app)
    try:
        yield
    finally:
        app.around = app.around._replace(key=before)


def hold(app: App) -> None:
    """Open the wallet once, so that nothing is typed in vain, and keep the key in this process where nothing else does.

    What the command line names as the passphrase's source was read by now, and may not be there a second time.
    """
    key, store = _key_and_store(app, place(app))
    try:
        session(app, store)  # how things are to be shown from the first line on
    finally:
        store.close()
    app.options = app.options._replace(passphrase_file=None, passphrase_fd=None, passphrase_command=None)
    if app.around.key is None and unlock.kept_key(place(app), moment(app)) is None:
        app.around = app.around._replace(key=key)


def _by(told: bytes, derive: Callable[[bytes], Unlocked]) -> Unlocked:
    from wallet_cli.cli.access import passphrases

    return passphrases.opened_by(told, derive)


def _asked(app: App, where: Place) -> Unlocked:
    return derived(app, lambda typed: access.derive(where, typed))


def _store(where: Place, found: _Found, *, read_only: bool, unchecked: bool, yields: bool, log: str) -> access.Store:
    key, epoch, proven = found[:3]

    def opens(read_only: bool) -> access.Store:
        return access.open_store(
            where,
            key,
            read_only=read_only,
            epoch=epoch,
            proven=proven,
            unchecked=unchecked,
            log=log,
            looks=unchecked and yields,
        )

    try:
        return opens(read_only)
    except Refused as error:
        if not yields or error.slug != "vault-read-only":
            raise
    return opens(read_only=True)


def remark_unproven(app: App) -> None:
    """Say, beside what was asked for, that neither the store nor a secret vouches for the key header.

    Not to a program, for which standard error holds one document or none.
    """
    from wallet_cli.cli.render.output import Output

    out = Output(app)
    if app.options.quiet or out.as_json:
        return
    text = _(
        "nothing has proven yet that wallet.keys is the newest key header of this wallet\n"
        "  if a change of keys was interrupted, this completes it: `wallet unlock`\n"
        "  if not, something else wrote it; put back the one that the store knows: `wallet verify --repair-keys`"
    )
    out.note(said(text))


def key_and_store_for_backup(app: App) -> tuple[bytes, access.Store]:
    """The database key and the open store, read-only where its files are, without a remark: for a backup."""
    return _key_and_store(app, place(app), yields=True, remarks=False)


def open_store_by(app: App, keys: Unlocked) -> access.Store:
    """The open store by the keys that a secret has just opened, read-only where its files are."""
    found = _Found(keys.database_key, keys.epoch, keys.version)
    return _store(place(app), found, read_only=False, unchecked=False, yields=True, log="")


def key_of_backup(app: App, head: BackupHead) -> bytes:
    """The database key that opens a backup: by a passphrase, or by the key of an unlocked wallet."""
    from wallet_cli.services.vault import backup_check

    told = secrets.named(app)
    keys = _kept_for(app, head) if told is None else []
    fitting = next((key for key in keys if backup_check.fits(head, key)), None)
    if fitting is not None:
        return fitting
    return _keys_of_backup(app, head, told, unlockable=not keys).database_key


def keys_of_backup(app: App, head: BackupHead) -> Unlocked:
    """The keys inside a backup, by a passphrase."""
    return _keys_of_backup(app, head, secrets.named(app), unlockable=False)


def _keys_of_backup(app: App, head: BackupHead, told: bytes | None, *, unlockable: bool) -> Unlocked:
    """The same, with the passphrase ``told`` by a source that can't be read again. ``unlockable``: the key of an
    unlocked wallet would do, too.
    """
    from wallet_cli.services.vault import backup_check, key_changes

    def keys_by(passphrase: bytes) -> Unlocked:
        return backup_check.keys_by(head, key_changes.by_passphrase(passphrase))

    told = secrets.ambient(app) if told is None else told
    if told is not None:
        return _by(told, keys_by)
    return derived(app, keys_by, unlockable=unlockable, name=_("this backup"))


def _kept_for(app: App, head: BackupHead) -> list[bytes]:
    from wallet_cli.services.vault import backup_check

    return list(unlock.kept_keys_of(app.around.state_folder, *backup_check.key_name(head), moment(app)))


def open_store_unchecked(app: App, *, writes: bool, log: str = "") -> tuple[bytes, access.Store]:
    """The database key and the open store, whatever its age; where nothing is to be written read-only if its files are,
    or if its log is older than what was seen. ``log`` is what the user chose of a log that isn't proven.
    """
    return _key_and_store(app, place(app), unchecked=True, yields=not writes, log=log)


def derived(
    app: App, derive: Callable[[bytes], Unlocked], *, unlockable: bool = True, name: str | None = None
) -> Unlocked:
    """The keys, by the passphrase asked for; a slip of the fingers can be mended twice. ``unlockable``: where
    nobody can be asked, the wallet can be unlocked for this beforehand. ``name`` is what the prompt says that it is
    for, where that isn't the wallet in use.
    """
    from wallet_cli.cli.access import passphrases
    from wallet_cli.cli.render import problem

    for tries_left in (2, 1, 0):
        try:
            return passphrases.opened_by(
                secrets.passphrase(app, wallet=app.name, unlockable=unlockable, name=name), derive
            )
        except (Locked, UsageProblem) as error:
            if error.slug not in passphrases.TYPED_WRONG or not tries_left:
                raise
            if error.slug == "wrong-passphrase":
                ask.note(app, _("that is not the passphrase for {wallet}; once more").format(wallet=name or app.name))
            else:
                problem.show(error, app.around, as_json=False)
    raise AssertionError("unreachable")


def session(
    app: App, store: access.Store, command: str = "", *, infers: bool | None = None, key: str = "", request: bytes = b""
) -> Session:
    """What a use case needs, from the surroundings. ``infers`` None: on a terminal only."""
    around = app.around
    made = Session(
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
        settings={},
    )
    app.suit(lambda name: readable_setting(made, name) == "on")
    numbers.as_typed(made)
    return made


def settle(app: App) -> bool:
    """Learn from the wallet's settings how things are to be shown, where it is open anyway: nobody is asked for that,
    and this doesn't count as use. Whether there is nothing left to learn: False of a wallet that is locked.
    """
    if not app.for_people:
        return True
    try:
        where = place(app)
        key = app.around.key or unlock.kept_key(where, moment(app), used=False)
        if key is None:
            return not location.exists(where)
        store = access.open_store(where, key, read_only=True)
    except WalletError:
        return True
    try:
        session(app, store)
    finally:
        store.close()
    return True


@contextmanager
def reading(app: App) -> Iterator[Session]:
    """A session that only reads, one state of the books throughout; also on read-only media."""
    store = open_store(app, read_only=True)
    told = session(app, store)
    try:
        with store.snapshot():
            yield told
    except WalletError as error:
        numbers.in_error(error, told)
        raise
    finally:
        store.close()


@contextmanager
def writing(
    app: App, command: str, *, infers: bool | None = None, key: str = "", request: bytes = b""
) -> Iterator[Session]:
    """A session that may record."""
    store = open_store(app)
    told = session(app, store, command, infers=infers, key=key, request=request)
    try:
        with access.used(store):
            yield told
    except WalletError as error:
        numbers.in_error(error, told)
        raise
    finally:
        store.close()
