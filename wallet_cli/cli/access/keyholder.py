"""The secret that opens a key, from anyone who has it: whatever the types of key ask for (``asked``)."""

from __future__ import annotations

from wallet_cli.cli.access import ask, asked, passphrases, secrets
from wallet_cli.cli.spec import FLAG
from wallet_cli.errors import Locked, UsageProblem
from wallet_cli.i18n import _
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.vault import key_changes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.services.vault.access import Unlocked
    from wallet_cli.services.vault.backup_check import BackupHead
    from wallet_cli.services.vault.location import Place


class Offer(NamedTuple):
    """Which type of key is offered, and what the command line says of what it asks for, by its options' names."""

    row: key_changes.KeyType = key_changes.FIRST
    given: Mapping[str, Any] = {}


def way(given: Mapping[str, Any]) -> Offer:
    """The type that asks for what the command line offers. Raises UsageProblem("options-exclude") where none does."""
    named = {param.name: param.flags[0] for param in asked.options() if given.get(param.name)}
    for row in key_changes.TYPES.values():
        if {option.name for name in row.asks if (option := asked.of(name).option)} == named.keys():
            return Offer(row, given)
    raise UsageProblem("options-exclude", options=tuple(named.values()))


def keys_and_secret(app: App, where: Place, way: Offer) -> tuple[Unlocked, key_changes.Secret]:
    """The opened header and the secret that opened it; asked for where no source is named, and then a slip of the
    fingers can be mended twice. Raises as ``key_changes.open_by``.
    """
    key_changes.require_type(where, way.row.name)
    return keys_and_secret_by(app, way, lambda secret: key_changes.open_by(where, secret))


def keys_of_backup(app: App, head: BackupHead, way: Offer) -> Unlocked:
    """The keys inside a backup, by any kind of secret, as above. Raises as ``backup_check.keys_by``."""
    from wallet_cli.services.vault import backup_check

    backup_check.require_type(head, way.row.name)
    return keys_and_secret_by(app, way, lambda secret: backup_check.keys_by(head, secret))[0]


def keys_and_secret_by(
    app: App, way: Offer, open_by: Callable[[key_changes.Secret], Unlocked]
) -> tuple[Unlocked, key_changes.Secret]:
    """What ``open_by`` makes of a secret, and the secret, as ``keys_and_secret``: for what is opened otherwise than
    by the key header in its place. Raises as ``open_by``.
    """
    asks = way.row.asks
    typed = not secrets.names_source(app) and (key_changes.PASSPHRASE not in asks or secrets.ambient(app) is None)
    slips = {way.row.wrong().slug, *(slip for name in asks for slip in asked.of(name).slips)}
    for tries_left in reversed(range(asked.TRIES)):
        try:
            return _by(asked.secret(app, way.row, way.given), open_by, is_text=asked.of(asks[0]).is_text)
        except (Locked, UsageProblem) as error:
            if error.slug not in slips or not (typed and app.asks):
                raise
            if not tries_left:
                error.params["again"] = True
                raise
            from wallet_cli.cli.render import problem

            if error.slug == "wrong-passphrase":  # the whole advice comes with the last try
                ask.note(app, _("that is not the passphrase for {wallet}; once more").format(wallet=app.name))
            else:
                problem.show(error, app.around, as_json=False)
                ask.note(app, asked.try_again(tries_left))
    raise AssertionError("unreachable")


def _by(
    secret: key_changes.Secret, open_by: Callable[[key_changes.Secret], Unlocked], *, is_text: bool
) -> tuple[Unlocked, key_changes.Secret]:
    """What a secret opens, and the secret as it opened: a key that is made from it again must open by the same."""
    if not is_text:
        return open_by(secret), secret

    def tried(told: bytes) -> tuple[Unlocked, key_changes.Secret]:
        spelt = secret._replace(value=told)
        return open_by(spelt), spelt

    return passphrases.opened_by(secret.value, tried)


def asked_way(app: App, where: Place) -> Offer:
    """The kind of secret to ask for at the keyboard: the handiest that this wallet has a key for."""
    there = {key.type for key in key_changes.keyring(where).keys}
    row = next(row for row in key_changes.TYPES.values() if row.name in there)
    offers = [each for each in map(asked.of, row.asks) if each.option and each.option.takes != FLAG]
    return Offer(row, {each.option.name: ask.line(app, _(each.question)) for each in offers if each.option})
