"""Keys of the vault, as rows, documents and one-line answers."""

from __future__ import annotations

from wallet_cli.cli.render.output import Column, Output
from wallet_cli.domain.text import visible
from wallet_cli.i18n import N_, _, sign
from wallet_cli.services.vault.key_changes import TYPES, Key, Keyring, KeysChange, Making
from wallet_cli.words.counted import OPERATIONS, counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.services.vault.rotation import Rotated

NAMES = (N_("passphrase"), N_("keyfile"), N_("recovery"), N_("shares"))
"""How errors and lists call the types, and keys that have no other name; a command line takes them as they are."""
OPENS_WITH = {
    "passphrase": N_("a passphrase"),
    "keyfile": N_("a passphrase and a key file"),
    "recovery": N_("24 recovery words"),
    "shares": N_("two of three recovery shares"),
}


def making(app: App) -> Making:
    """How new slots are made here."""
    return Making(app.around.kdf, app.around.random, app.options.dry_run)


def show_all(app: App, found: Keyring) -> None:
    """The keys, one a row."""
    out = Output(app)
    if out.form == "json":
        keys = [as_json(key) for key in found.keys]
        out.json({"schema": "wallet.keys/1", "wallet": app.name, "generation": found.generation, "keys": keys})
    elif out.form == "jsonl":
        out.jsonl({"schema": "wallet.keys/1", **as_json(key)} for key in found.keys)
    elif app.options.quiet:
        for key in found.keys:
            out.line(visible(key.name))
    else:
        columns = (
            Column("number", _("no."), right=True),
            Column("name", _("name"), flexible=True),
            Column("type", _("opens with"), drop=1),
            Column("cost", _("cost of a guess"), drop=2),
        )
        people = out.form == "table"
        out.rows(
            columns,
            [
                [str(key.number), shown(key.name) if people else key.name, _type(key, people), _cost(key)]
                for key in found.keys
            ],
        )


def shown(name: str) -> str:
    """A key's name for people; one that is that of its type is said in the chosen language."""
    return _(name) if name in NAMES else visible(name)


def stored(name: str, found: Keyring) -> str:
    """A name as it was typed, which may be that of a type in the chosen language, as the wallet keeps it."""
    kept = {key.name for key in found.keys}
    return name if name in kept else next((each for each in NAMES if each in kept and _(each) == name), name)


def show_change(app: App, action: str, changed: KeysChange, text: str) -> None:
    """One change: ``text`` has a place for {name}."""
    out = Output(app)
    if out.as_json:
        document = {"schema": "wallet.key/1", "action": action, "generation": changed.generation}
        out.json({**document, "dry_run": changed.dry_run, "key": as_json(changed.key)})
    elif app.options.quiet:
        out.line(visible(changed.key.name))
    else:
        line = text.format(name=shown(changed.key.name))
        out.prose(_("would do: {what}").format(what=line) if changed.dry_run else line)


def show_rotation(app: App, done: Rotated) -> None:
    """A store under another key."""
    out = Output(app)
    if out.as_json:
        document = {"schema": "wallet.rotation/1", "wallet": app.name, **done._asdict()}
        out.json({**document, "keys": list(done.keys), "gone": list(done.gone)})
    elif not app.options.quiet:
        text = _("Re-encrypted the store under key {epoch}: {operations}, read back and checked")
        line = text.format(epoch=done.epoch, operations=counted(done.operations, OPERATIONS))
        out.prose(_("would do: {what}").format(what=line) if done.dry_run else line)


def note(app: App, text: str) -> None:
    """What a change can't do, for people."""
    out = Output(app)
    if not (out.as_json or app.options.quiet or app.options.dry_run):
        out.note(text)


def as_json(key: Key) -> dict[str, Any]:
    """A key as a document."""
    kdf = None if key.cost is None else dict(zip(("t", "m_kib", "p"), key.cost, strict=True))
    return {"number": key.number, "name": key.name, "type": key.type, "argon2id": kdf}


def _type(key: Key, people: bool) -> str:
    if not people:
        return key.type
    if key.type not in TYPES:
        return _("{type} (unknown here, made by a newer wallet)").format(type=key.type)
    return _(OPENS_WITH[key.type]) if key.type in OPENS_WITH else key.type


def _cost(key: Key) -> str:
    if key.cost is None:
        return "-"
    passes, kib, _lanes = key.cost
    return f"{passes}{sign(' × ')}{kib // 1024} MiB"
