"""What the commands of all money verbs share: their options, reading a line at the prompt, the session they run in."""

from __future__ import annotations

from functools import partial

from wallet_cli.cli.access import ask, opening
from wallet_cli.cli.access.confirming import confirmed
from wallet_cli.cli.commands.record import budget_left, prompted
from wallet_cli.cli.render.record import receipt as receipts
from wallet_cli.cli.spec import FLAG, MANY, WORDS, Param, Spec, arg, opt
from wallet_cli.domain.account import bare
from wallet_cli.domain.quickline import parted
from wallet_cli.errors import Conflict, NotFound, Refused, UsageProblem, WalletError
from wallet_cli.i18n import N_, _
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.record.write import request_digest
from wallet_cli.services.session import Session, style
from wallet_cli.words.amount import people

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, TypeVar

    from wallet_cli.cli.app import App
    from wallet_cli.services.record.receipt import Receipt

    _Wish = TypeVar("_Wish", bound=tuple[Any, ...])


def line_arg(help: str) -> Param:
    """The words of a line, which are asked for at a prompt where none are given."""
    return arg("words", takes=WORDS, required=False, metavar="LINE", help=help, complete="line")


REFUSALS = (UsageProblem, NotFound, Refused, Conflict)
"""What is said about a line: another line may do."""

LINE = line_arg(N_("amount, payee, @account, +category"))
NOTES: tuple[Param, ...] = (
    opt("day", "-d", "--date", metavar="DATE", help=N_("the day: y, 3d, mon, 11-20, 2026-11-20; today when left out")),
    opt("memo", "-m", "--memo", metavar="TEXT", help=N_("a note")),
    opt("tags", "--tag", takes=MANY, metavar="TAG", help=N_("a tag; can be given several times")),
    opt("pending", "--pending", takes=FLAG, help=N_("the bank has not booked it yet")),
)
KEY = opt(
    "key", "--id", metavar="KEY", help=N_("an id of your own: repeated with the same content nothing is done again")
)
INFER = opt(
    "infer", "--infer", takes=FLAG, help=N_("take what is left out from the payee's last transaction, also in scripts")
)
ACCOUNT = opt(
    "account", "--from", "--in", metavar="ACCOUNT", help=N_("the account, instead of @account"), complete="account"
)
CATEGORY = opt(
    "category",
    "--for",
    takes=MANY,
    metavar="CATEGORY",
    help=N_("a category, instead of +category"),
    complete="category",
)


INTO = opt(
    "account", "--to", "--in", metavar="ACCOUNT", help=N_("the account, instead of @account"), complete="account"
)
EITHER = opt(
    "account",
    "--from",
    "--to",
    "--in",
    metavar="ACCOUNT",
    help=N_("the own account, instead of @account"),
    complete="account",
)
SOURCE = opt(
    "source", "--from", metavar="ACCOUNT", help=N_("the account it leaves, instead of @account"), complete="account"
)
TARGET = opt(
    "target", "--to", metavar="ACCOUNT", help=N_("the account it reaches, instead of @account"), complete="account"
)
FORCE = opt(
    "force",
    "--force",
    takes=FLAG,
    help=N_("take a new payee as it is, even if it looks like a number, a date or a short name"),
)


def notes(values: dict[str, Any]) -> Notes:
    """Take the options of ``NOTES`` out of ``values``."""
    return Notes(values.pop("day"), values.pop("memo") or "", values.pop("tags"), values.pop("pending"))


def line(app: App, spec: Spec, words: Sequence[str], values: dict[str, Any]) -> list[str]:
    """The words of the line, accounts and categories given as options behind them.

    Where none were given, one line is read at the prompt: the command's options count there too (they join
    ``values``), what else looks like an option is refused, every other word is literal. EOFError where Enter alone, or
    ``quit``, ends it.
    """
    found = list(words)
    if not found:
        if not app.asks:
            raise UsageProblem("line-missing", command=spec.name)
        text = ask.edited(app, f"{spec.name}> ")
        if not text.strip() or text.strip().lower() in ask.LEAVING:
            raise EOFError
        found = prompted.without_options(prompted.behind_verb(parted(text), spec.name), spec, values)
    found += [f"@{bare(values.pop('account'))}"] if values.get("account") else []
    values.pop("account", None)
    return found + [f"+{name.lstrip('+＋')}" for name in values.pop("category", ())]


def summary(session: Session, receipt: Receipt, template: str) -> str:
    """``template`` filled with the first transaction's names and amounts: amount, payee, source, target, categories."""
    if not receipt.summaries:
        return receipt.op
    told, numbers = receipt.summaries[0], style(session)
    fields = {
        "amount": " → ".join(people(minor, unit, numbers) for minor, unit in told.amounts),
        "payee": told.payee,
        "source": ", ".join(told.sources),
        "target": ", ".join(told.targets),
        "categories": ", ".join(told.categories),
    }
    return template.format(**fields)


def record(
    app: App,
    command: str,
    content: Sequence[object],
    key: str | None,
    do: Callable[[Session], Receipt],
    say: Callable[[Session, Receipt], str],
    more: Callable[[Session, Receipt], Sequence[str]],
) -> None:
    """Open the wallet, do it, show the receipt. ``content`` is what a repeated ``--id`` must repeat.

    In a batch it joins the batch's session, and the batch shows one receipt for all.
    """
    request = request_digest(command, *content) if key else b""
    if app.joined is not None:
        do(app.joined._replace(command=command, key=key or "", request=request))
        return
    with opening.writing(app, command, key=key or "", request=request) as session:
        done = confirmed(app, session, do)
        receipts.show(app, done, say(session, done), style(session), more(session, done))


def command(
    name: str,
    about: str,
    params: tuple[Param, ...],
    examples: tuple[str, ...],
    details: str,
    *,
    wish: Callable[[list[str], dict[str, Any]], _Wish],
    do: Callable[[Session, _Wish], Receipt],
    text: str,
    text_with_category: str = "",
    more: Callable[[Session, Receipt], Sequence[str]] = budget_left.left,
) -> Spec:
    """A money verb: it reads a line, does what that wishes, shows the receipt. At a prompt a refused line is asked for
    again.

    ``wish`` makes of words and options what the service wants, ``do`` is the service. ``text`` says what was recorded,
    ``text_with_category`` where there may be a category or none; ``more`` are further lines of the receipt.
    """

    def say(session: Session, receipt: Receipt) -> str:
        has_category = bool(receipt.summaries and receipt.summaries[0].categories)
        return summary(session, receipt, _(text_with_category if text_with_category and has_category else text))

    def run(app: App, words: list[str], key: str | None, infer: bool = False, **values: Any) -> None:
        options: dict[str, Any] = {}

        def read() -> _Wish:
            typed = dict(values)
            found = line(app, spec, words, typed)
            options.clear()
            options.update(typed)
            return wish(found, typed)

        asks_again = app.asks and app.joined is None and not words
        wished = _until_taken(app, read) if asks_again else read()
        if app.joined is not None:
            joined = app.joined._replace(command=name, infers=infer or app.joined.infers, key=key or "")
            try:
                do(_asked(joined, wished), wished)
            except REFUSALS as error:
                raise _whole(error, app, spec, {**options, "key": key, "infer": infer}) from None
            return
        with opening.writing(app, name, infers=infer or None, key=key or "") as session:
            done = None
            while done is None:
                try:
                    done = confirmed(app, session, partial(_done, do, wished))
                except REFUSALS as error:
                    if not asks_again:
                        raise _whole(error, app, spec, {**options, "key": key, "infer": infer}) from None
                    prompted.refuse(app, _whole(error, app, spec, options, values))
                    wished = _until_taken(app, read)
            receipts.show(app, done, say(session, done), style(session), more(session, done))

    spec = Spec(name, about, run, params, examples, details)
    return spec


def _asked(session: Session, wished: tuple[Any, ...]) -> Session:
    """The session, with the digest of what a repeated ``--id`` must repeat."""
    return session._replace(request=request_digest(session.command, *wished)) if session.key else session


def _done(do: Callable[[Session, _Wish], Receipt], wished: _Wish, session: Session) -> Receipt:
    return do(_asked(session, wished), wished)


def _whole(
    error: WalletError, app: App, spec: Spec, options: dict[str, Any], before: dict[str, Any] | None = None
) -> WalletError:
    """``error`` with whole lines in it; ``before`` are the options of the command line, where a prompt read it."""
    from wallet_cli.cli.commands.record import meant

    if before is not None:
        return meant.complete_at_prompt(error, app, spec, options, before)
    return meant.complete(error, app, spec, options)


def _until_taken(app: App, read: Callable[[], _Wish]) -> _Wish:
    """What ``read`` makes of a line typed at the prompt; told why it was refused, the person is asked again."""
    while True:
        try:
            return read()
        except REFUSALS as error:
            prompted.refuse(app, error)


def ends(values: dict[str, Any]) -> tuple[str | None, str | None]:
    """The accounts that the options of a movement name: where it leaves, where it arrives."""
    return bare(values["source"] or "") or None, bare(values["target"] or "") or None
