"""``wallet edit``: change a transaction, or several alike, by the same words that record one."""

from __future__ import annotations

from itertools import takewhile

from wallet_cli.cli.access import ask, opening
from wallet_cli.cli.app import App
from wallet_cli.cli.commands.record import verb
from wallet_cli.cli.commands.record.prompted import REFUSALS
from wallet_cli.cli.commands.record.verb import FORCE
from wallet_cli.cli.render.output import Output
from wallet_cli.cli.render.record import receipt
from wallet_cli.cli.spec import FLAG, MANY, WORDS, Hint, Spec, arg, opt
from wallet_cli.domain.amounts import is_amount_like
from wallet_cli.domain.quickline import join_words, split_line
from wallet_cli.domain.transaction import STATES
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.services import short_names
from wallet_cli.services.amend import edit
from wallet_cli.services.amend.edit import Edit, Edited
from wallet_cli.services.look import history, search
from wallet_cli.services.look.search import SearchWish
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.short_names import is_transaction
from wallet_cli.words.counted import TRANSACTIONS, counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from wallet_cli.errors import WalletError
    from wallet_cli.services.session import Session


def run(app: App, ref: str | None, words: list[str], all_of: str | None, **values: Any) -> None:
    """Change it, and those named behind it, or all that a search finds; show what they were and are."""
    options = dict(values)
    if all_of is not None:
        if ref is not None and is_transaction(ref):
            raise UsageProblem("options-exclude", options=("--all-of", ref))
        _all_of(app, all_of, _wish([*([] if ref is None else [ref]), *words], values))
        return
    if ref is None:
        raise UsageProblem("argument-missing", argument="ID", command="edit", line="ID")
    refs = [ref, *takewhile(is_transaction, words)]
    wish = _wish(words[len(refs) - 1 :], values)
    with opening.writing(app, "edit") as session:
        session = verb.attentive(app, session)
        try:
            _edit(app, session, refs, wish)
        except REFUSALS as error:
            from wallet_cli.cli.commands.record import meant

            amount = _amount_alone(session, error, [*refs, *wish.words])
            raise meant.complete(amount or error, app, COMMAND, options, behind=() if amount else refs) from None


def _wish(words: list[str], values: dict[str, Any]) -> Edit:
    state = _one_of(values, STATES)
    mark = _one_of(values, ("void", "unvoid"))
    void = None if mark is None else mark == "void"
    return Edit(words, values["day"], values["memo"], values["tags"], values["untags"], state, void, values["force"])


def _edit(app: App, session: Session, refs: Sequence[str], wish: Edit) -> None:
    verb.require_near(app, session, Notes(wish.day))
    try:
        edited = verb.understood(app, session, lambda: edit.edit(session, refs, wish))
    except UsageProblem as error:
        again = _category_or_payee(app, error, wish)
        edited = verb.understood(app, session, lambda: edit.edit(session, refs, again))
    if edited.op:
        receipt.edited(app, session, edited, _("Changed {refs}: {what}"))
        for line in verb.names_taken(session):
            Output(app).prose(line)
    else:
        unchanged(app, " ".join(refs), edited)


def _amount_alone(session: Session, error: WalletError, words: Sequence[str]) -> UsageProblem | None:
    """The error of ``wallet edit 50``, which names no transaction: the last one can be meant. None for any other."""
    is_amount = error.slug == "not-a-transaction" and is_amount_like(words[0]) and error.params["text"] == words[0]
    near = str(error.params.get("near") or "")
    if is_amount and near == f"t{words[0]}" and len(words) > 1:
        return UsageProblem("edit-lacks-letter", text=words[0], near=near, corrected=join_words([near, *words[1:]]))
    last = short_names.latest(session) if is_amount and not any(map(is_transaction, words)) else short_names.Newest()
    if not last.ref:
        return None
    named = "last" if session.people else last.ref
    return UsageProblem(
        "edit-names-none",
        text=words[0],
        near=error.params["near"],
        ref=last.ref,
        day=last.day,
        payee=last.payee,
        corrected=join_words([named, *words]),
    )


def _category_or_payee(app: App, error: UsageProblem, wish: Edit) -> Edit:
    """What is meant by a word that is the name of a category; ``error`` where that isn't the question, or is left open.

    Raises ``error``.
    """
    if error.slug != "edit-payee-is-category" or not app.asks or Output(app).as_json:
        raise error
    from wallet_cli.cli.commands.record import questions

    corrected, payee = str(error.params["corrected"]), _("payee: {name}").format(name=error.params["name"])
    chosen = questions.choose(app, questions.Question(_("which is meant?"), [corrected, payee]))
    if chosen is None:
        raise error
    if chosen.name == payee:
        return wish._replace(force=True)
    return wish._replace(words=split_line(corrected))


def _all_of(app: App, text: str, wish: Edit) -> None:
    """Change all that ``wallet history`` finds for these words, once it was shown and agreed to."""
    out = Output(app)
    with opening.writing(app, "edit") as session:
        query = search.question(session, SearchWish(split_line(text)))
        refs = [entry.ref for entry in history.entries(session, query)]
        if not refs:
            out.note(_("nothing found"))
            unchanged(app, "", Edited("", (), ()))
            return
        if not app.options.dry_run and not app.options.yes and app.asks and not (out.as_json or app.options.quiet):
            trial = App(app.around, app.options._replace(dry_run=True), app.joined)
            _edit(trial, session._replace(dry_run=True), refs, wish)
        question = _("change {transactions}?").format(transactions=counted(len(refs), TRANSACTIONS))
        if app.options.dry_run or ask.yes(app, question):
            _edit(app, session, refs, wish)
        else:
            out.note(_("nothing was changed"))


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
    elif ref and not app.options.quiet:
        out.prose(_("{ref} is already so; nothing was changed").format(ref=ref))


COMMAND = Spec(
    "edit",
    N_("change a transaction"),
    run,
    (
        arg(
            "ref",
            required=False,
            metavar="ID",
            help=N_("the transaction; last is the last one recorded"),
            complete="transaction",
        ),
        arg(
            "words",
            takes=WORDS,
            required=False,
            metavar="WORDS",
            help=N_("more transactions, then what is right: amount, payee, @account, +category"),
        ),
        opt("day", "-d", "--date", metavar="DATE", help=N_("the date of the transaction")),
        opt("memo", "-m", "--memo", metavar="TEXT", help=N_('a note; "" removes it'), empty=True),
        opt("tags", "--tag", takes=MANY, metavar="TAG", help=N_("a tag to add; may be repeated")),
        opt("untags", "--untag", takes=MANY, metavar="TAG", help=N_("a tag to take off; may be repeated")),
        opt("pending", "--pending", takes=FLAG, help=N_("the bank has not booked it yet")),
        opt("booked", "--booked", takes=FLAG, help=N_("the bank has booked it; also undoes a reconciliation")),
        opt("reconciled", "--reconciled", takes=FLAG, help=N_("it is in a statement that was checked")),
        opt("void", "--void", takes=FLAG, help=N_("it no longer counts, but is still shown")),
        opt("unvoid", "--unvoid", takes=FLAG, help=N_("it counts again")),
        opt(
            "all_of",
            "--all-of",
            metavar="WORDS",
            help=N_("everything that history finds for these words, after you confirm"),
        ),
        FORCE,
    ),
    (
        "wallet edit t412 13.50",
        "wallet edit t412 +food @card",
        "wallet edit t412 +food=8 +home -m 'for the party'",
        "wallet edit t412 -d y --untag trip",
        "wallet edit last 13.50",
        "wallet edit t412 t415 t418 +fun",
        "wallet edit --all-of 'coffee @cash' +fun",
    ),
    N_(
        "Several categories keep their proportions when the amount changes. Several transactions get the same "
        'change, in one operation. "last" is the last one recorded in this terminal. `wallet undo` brings the old '
        "version back."
    ),
    hints=(Hint("--with", ("--with",), lambda _typed, _line: UsageProblem("edit-with")),),
)
