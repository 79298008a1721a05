"""``wallet edit``: change a transaction, or several alike, by the same words that record one."""

from __future__ import annotations

from itertools import takewhile

from wallet_cli.cli.access import opening
from wallet_cli.cli.commands.record.verb import FORCE, REFUSALS
from wallet_cli.cli.render.output import Output
from wallet_cli.cli.render.record import receipt
from wallet_cli.cli.spec import FLAG, MANY, WORDS, Spec, arg, opt
from wallet_cli.domain.transaction import STATES
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.services.amend import edit
from wallet_cli.services.amend.edit import Edit, Edited
from wallet_cli.services.short_names import is_transaction

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.cli.app import App


def run(app: App, ref: str, words: list[str], **values: Any) -> None:
    """Change it, and those named behind it, show what they are now."""
    options = dict(values)
    refs = [ref, *takewhile(is_transaction, words)]
    state = _one_of(values, STATES)
    mark = _one_of(values, ("void", "unvoid"))
    void = None if mark is None else mark == "void"
    rest = words[len(refs) - 1 :]
    wish = Edit(rest, values["day"], values["memo"], values["tags"], values["untags"], state, void, values["force"])
    with opening.writing(app, "edit") as session:
        try:
            edited = edit.edit(session, refs, wish)
        except REFUSALS as error:
            from wallet_cli.cli.commands.record import meant

            raise meant.complete(error, app, COMMAND, options, behind=refs) from None
        if edited.op:
            receipt.edited(app, session, edited, _("Changed {refs}: {what}"))
        else:
            unchanged(app, " ".join(refs), edited)


def _one_of(values: dict[str, Any], names: tuple[str, ...]) -> str | None:
    """Which of these flags was given; more than one is refused."""
    given = [name for name in names if values.pop(name)]
    if len(given) > 1:
        raise UsageProblem("options-exclude", options=tuple(f"--{name}" for name in given))
    return given[0] if given else None


def unchanged(app: App, ref: str, edited: Edited) -> None:
    """Nothing was recorded, because it was so already."""
    out = Output(app)
    if out.as_json:
        ids = receipt.named(edited.transactions)
        out.json(receipt.document("", app.options.dry_run, transactions=ids, balances=[]))
    elif not app.options.quiet:
        out.line(_("{ref} is already so; nothing was changed").format(ref=ref))


COMMAND = Spec(
    "edit",
    N_("change a transaction"),
    run,
    (
        arg("ref", metavar="ID", help=N_("the transaction"), complete="transaction"),
        arg(
            "words",
            takes=WORDS,
            required=False,
            metavar="WORDS",
            help=N_("further transactions, then what is right: amount, payee, @account, +category"),
        ),
        opt("day", "-d", "--date", metavar="DATE", help=N_("the day it was")),
        opt("memo", "-m", "--memo", metavar="TEXT", help=N_('a note; "" removes it')),
        opt("tags", "--tag", takes=MANY, metavar="TAG", help=N_("a tag to add; can be given several times")),
        opt("untags", "--untag", takes=MANY, metavar="TAG", help=N_("a tag to take off; can be given several times")),
        opt("pending", "--pending", takes=FLAG, help=N_("the bank has not booked it yet")),
        opt("booked", "--booked", takes=FLAG, help=N_("the bank has booked it; also undoes a reconciliation")),
        opt("reconciled", "--reconciled", takes=FLAG, help=N_("it is in a statement that was checked")),
        opt("void", "--void", takes=FLAG, help=N_("it doesn't count, but stays to be seen")),
        opt("unvoid", "--unvoid", takes=FLAG, help=N_("it counts again")),
        FORCE,
    ),
    (
        "wallet edit t412 13.50",
        "wallet edit t412 +food @card",
        "wallet edit t412 +food=8 +home -m 'for the party'",
        "wallet edit t412 -d y --untag trip",
        "wallet edit t412 t415 t418 +fun",
    ),
    N_(
        "Several categories keep their proportions when the amount changes. Several transactions are changed alike, in "
        "one operation. `wallet undo` brings the old version back."
    ),
)
