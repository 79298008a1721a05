"""Errors of making payment codes from the books, and of naming a code to read."""

from wallet_cli.i18n import N_

TEXTS: dict[str, tuple[str, str]] = {
    "account-without-number": (
        N_('account "{account}" has no bank number or address to be paid into'),
        N_("`wallet accounts edit {account} --number NUMBER`"),
    ),
    "request-account": (
        N_("it isn't clear which account is to be paid into[[; these have a number: {accounts}]]"),
        N_("name it: --to ACCOUNT; `wallet accounts edit ACCOUNT --number NUMBER` gives one a number"),
    ),
    "request-name": (
        N_("this kind of code needs the creditor's name, as the bank knows it"),
        N_('add --name "Ada Example", or keep it: `wallet config set owner NAME`'),
    ),
    "request-other-currency": (
        N_('this kind of code can\'t ask for "{amount}": it takes {currency} only'),
        N_("give the amount in {currency}, or none, so that the payer fills it in"),
    ),
    "code-source": (
        N_("name one code: a picture, or its text"),
        N_("`wallet qr {verb} FILE`, or `wallet qr {verb} --text PAYLOAD`, or --text - for standard input"),
    ),
    "several-codes": (
        N_("there are {count} codes in the picture, and it isn't clear which is meant"),
        N_("cut the picture so that it shows one code"),
    ),
    "input-closed": (
        N_("there is no standard input to read from: it was closed"),
        N_("name a file in place of -, or give it through a pipe"),
    ),
    "file-unreadable": (N_('"{path}" can\'t be read: {why}'), N_("check the name and the permissions")),
}
