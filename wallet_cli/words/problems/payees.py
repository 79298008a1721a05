"""Texts of the errors about payees as things of their own."""

from wallet_cli.i18n import N_

TEXTS: dict[str, tuple[str, str]] = {
    "payee-name-empty": (
        N_("the payee's new name is empty"),
        N_("write it: `wallet payees rename NAME NEW`"),
    ),
    "payee-exists": (
        N_('the name "{name}" already belongs to the payee "{owner}"'),
        N_("make one of the two: `wallet payees merge {goes} {stays}`"),
    ),
    "payee-known": (
        N_('the payee "{name}" already exists'),
        N_("change it: `wallet payees edit {name} --iban IBAN`; see it: `wallet payees show {name}`"),
    ),
    "merge-other-iban": (
        N_('"{name}" and "{into}" are paid into different accounts'),
        N_('take the wrong one away first: `wallet payees edit {name} --iban ""`'),
    ),
    "payee-name-is-account": (
        N_('"{name}" is one of your own accounts, so no payee can have that name'),
        N_("choose another name; money goes to an own account with: `wallet transfer`"),
    ),
    "no-such-alias": (N_('"{name}" has no alias "{alias}"'), N_("see its names: `wallet payees show {name}`")),
    "merge-with-itself": (N_('both names mean the payee "{name}"'), ""),
    "payee-used": (
        N_('the payee "{name}" stays, because transactions name it: {count}'),
        N_("make it part of another: `wallet payees merge {name} OTHER`"),
    ),
}
