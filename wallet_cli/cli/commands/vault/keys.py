"""``wallet keys``: what opens the wallet, and changes of that. A change always asks for a key's secret."""

from __future__ import annotations

from wallet_cli.cli.access import ask, asked, keyholder, opening
from wallet_cli.cli.render.output import Output
from wallet_cli.cli.render.progress import Bar
from wallet_cli.cli.render.vault import keys
from wallet_cli.cli.render.vault.checks import titles
from wallet_cli.cli.spec import FLAG, Noun, Spec, arg, opt
from wallet_cli.domain.text import visible
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.services.vault import key_changes
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.cli.app import App

OLD_COPIES = N_("Earlier copies and backups still open with this key, and anyone who opened one knows the store's key.")


def listing(app: App) -> None:
    """List the keys; needs no secret."""
    keys.show_all(app, key_changes.keyring(opening.place(app)))


def add(app: App, kind: str, name: str | None, **given: str | bool | None) -> None:
    """Add a key: first what could refuse it, then the secret that allows it, then the new one."""
    where = opening.place(app)
    row = key_changes.TYPES.get(kind)
    if row is None:
        raise UsageProblem("key-type-unknown", type=kind, types=_types())
    asked.require_new(app, row, given)
    if name:
        key_changes.check_new_name(where, name)
    opened, _by = keyholder.keys_and_secret(app, where, keyholder.way(given))
    secret = asked.new_secret(app, row, given)
    changed = key_changes.add(where, opened, secret, name or "", keys.making(app))
    keys.show_change(app, "add", changed, _("Added the key {name}"))
    for note in (asked.of(each).note for each in row.asks):
        if note:
            keys.note(app, _(note))


def _types() -> tuple[str, ...]:
    return tuple(key_changes.TYPES)


def test(app: App, **given: str | bool | None) -> None:
    """Say which key a secret opens; nothing is unlocked by it."""
    where = opening.place(app)
    opened, _by = keyholder.keys_and_secret(app, where, keyholder.way(given))
    key_changes.settle(where, opened)
    found = key_changes.key_of(where, opened)
    out = Output(app)
    if out.as_json:
        document = {"schema": "wallet.key/1", "action": "test", "generation": opened.generation}
        out.json({**document, "dry_run": app.options.dry_run, "key": keys.as_json(found)})
    else:
        said_so = _("It opens the wallet, by the key {name}").format(name=keys.shown(found.name))
        out.line(visible(found.name) if app.options.quiet else said_so)


def rename(app: App, name: str, new: str, **given: str | bool | None) -> None:
    """Call a key something else."""
    where = opening.place(app)
    name = keys.stored(name, key_changes.keyring(where))
    opened, _by = keyholder.keys_and_secret(app, where, keyholder.way(given))
    changed = key_changes.rename(where, opened, name, new, keys.making(app))
    keys.show_change(app, "rename", changed, _("Renamed the key to {name}"))


def revoke(app: App, name: str, **given: str | bool | None) -> None:
    """Take a key away, and say what that can't do."""
    where = opening.place(app)
    name = keys.stored(name, key_changes.keyring(where))
    key_changes.check_revocable(where, name)
    opened, _by = keyholder.keys_and_secret(app, where, keyholder.way(given))
    gone = key_changes.revocable(where, opened, name)
    keys.note(app, _(OLD_COPIES))
    if not app.options.dry_run and not ask.yes(app, _("revoke the key {name}?").format(name=keys.shown(gone.name))):
        keys.note(app, _("nothing was changed"))
        return
    changed = key_changes.revoke(where, opened, name, keys.making(app))
    keys.show_change(app, "revoke", changed, _("Revoked the key {name}"))


def rotate(app: App, only_this_key: bool, **given: str | bool | None) -> None:
    """Put the store under another key, and say what that can't do."""
    from wallet_cli.services.vault import rotation

    where = opening.place(app)
    opened, by = keyholder.keys_and_secret(app, where, keyholder.way(given))
    gone = rotation.others(where, opened) if only_this_key else ()
    if gone and not app.options.dry_run:
        question = _("revoke the other keys ({names})?").format(names=_(", ").join(map(keys.shown, gone)))
        if not ask.yes(app, question):
            keys.note(app, _("nothing was changed"))
            return
    with Bar(app, titles()) as bar:
        done = rotation.rotate(
            where,
            opened,
            by,
            lambda store: opening.session(app, store, "keys"),
            keys.making(app),
            lambda: opening.moment(app),
            only_this=only_this_key,
            progress=bar,
        )
    keys.show_rotation(app, done)
    keys.note(
        app,
        said(
            _("Earlier copies and backups still open with the keys they had then. Make a new one: `wallet backup FILE`")
        ),
    )
    keys.note(
        app, _("The old store was removed, not overwritten: an SSD or a snapshot may keep its blocks for a while.")
    )
    if not only_this_key:
        keys.note(
            app,
            said(
                _(
                    "Anyone who could ever open an earlier wallet.keys can open this one. To prevent that: `wallet "
                    "keys rotate --only-this-key`"
                )
            ),
        )


NAME = arg("name", metavar="NAME", help=N_("the key's name or number"))

COMMAND = Noun(
    "keys",
    N_("passphrases, key files and recovery words that open the wallet"),
    (
        Spec("list", N_("list the keys"), listing, (), ("wallet keys", "wallet keys list --json")),
        Spec("add", N_("add a key"), add,
             (arg("kind", metavar="TYPE", help=N_("what opens it: {names}"), names=_types),
              opt("name", "--name", metavar="NAME", help=N_("what to call it; its type when left out"))),
             ("wallet keys add recovery", "wallet keys add keyfile --new-key-file usb/wallet.key"),
             more=lambda: (*asked.new_options(), *asked.options())),
        Spec("test", N_("see whether a secret opens the wallet, and by which key"), test, (),
             ("wallet keys test", "wallet keys test --recovery"), more=asked.options),
        Spec("rename", N_("rename a key"), rename,
             (NAME, arg("new", metavar="NEW", help=N_("the new name"))),
             ("wallet keys rename recovery safe",), more=asked.options),
        Spec("revoke", N_("revoke a key"), revoke, (NAME,), ("wallet keys revoke recovery",),
             more=asked.options),
        Spec("rotate", N_("re-encrypt the store under another key"), rotate,
             (opt("only_this_key", "--only-this-key", takes=FLAG,
                  help=N_("a new master key, too; all keys but the one that opens are revoked")),),
             ("wallet keys rotate", "wallet keys rotate --only-this-key"),
             N_("Use it when someone may have the store's key. It needs room for a second store, and no one else "
                "can use the wallet meanwhile."),
             more=asked.options),
    ),
    details=N_("A change asks for a key's secret even while the wallet is unlocked."),
)  # fmt: skip
