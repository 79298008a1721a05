"""Texts of the errors about looking back, editing, removing and undoing."""

from wallet_cli.i18n import N_

TEXTS: dict[str, tuple[str, str]] = {
    "not-a-transaction": (
        N_('"{text}" is not a transaction'),
        N_("transactions have short names such as t412: wallet history shows them"),
    ),
    "not-an-operation": (
        N_('"{text}" is not an operation'),
        N_("operations have short names such as o881: wallet log shows them"),
    ),
    "limit-negative": (N_("a limit of {limit} makes no sense"), N_("use -l 0 for all")),
    "unknown-state": (N_('"{state}" is not a state'), N_("one of: {states}")),
    "no-payee-called": (N_('no payee "{name}" (near: {near})'), N_("wallet payees lists them")),
}
