"""What the commands of all money verbs share: their options, reading a line at the prompt, the session they run in."""

from __future__ import annotations

from functools import partial

from wallet_cli.cli.access import ask, opening
from wallet_cli.cli.access.confirming import confirmed
from wallet_cli.cli.commands.record import budget_left, prompted
from wallet_cli.cli.render.record import receipt as receipts
from wallet_cli.cli.spec import FLAG, MANY, WORDS, Param, Spec, arg, opt
from wallet_cli.domain.account import bare
from wallet_cli.domain.quickline import Word, begins_with_day, ends_in_day, parted
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
    _Made = TypeVar("_Made")
    _Read = tuple[Any, Any | None]
    """What was typed; and what it is where a date word at its end is the day."""


def line_arg(help: str) -> Param:
    """The words of a line, which are asked for at a prompt where none are given."""
    return arg("words", takes=WORDS, required=False, metavar="LINE", help=help, complete="line")


_LEFT = "left"
"""Of an EOFError: someone left with Enter alone, or a word for that."""
REFUSALS = (UsageProblem, NotFound, Refused, Conflict)
"""What is said about a line: another line may do."""

LINE = line_arg(N_("amount, payee, @account, +category"))
NOTES: tuple[Param, ...] = (
    opt("day", "-d", "--date", metavar="DATE", help=N_("the day: y, 3d, mon, 11-20, 2026-11-20; today when left out")),
    opt("memo", "-m", "--memo", metavar="TEXT", help=N_("a note")),
    opt("tags", "--tag", takes=MANY, metavar="TAG", help=N_("a tag; may be repeated")),
    opt("pending", "--pending", takes=FLAG, help=N_("the bank has not booked it yet")),
)
KEY = opt(
    "key", "--id", metavar="KEY", help=N_("an id of your own: the same content repeated under it is not recorded again")
)
INFER = opt(
    "infer", "--infer", takes=FLAG, help=N_("take what is left out from the payee's last transaction, even in scripts")
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
    help=N_("accept a new payee as it is, even if it looks like a number, a date or a short name"),
)


def notes(values: dict[str, Any]) -> Notes:
    """Take the options of ``NOTES`` out of ``values``."""
    return Notes(values.pop("day"), values.pop("memo") or "", values.pop("tags"), values.pop("pending"))


def line(app: App, spec: Spec, words: Sequence[str | Word], values: dict[str, Any]) -> list[Word]:
    """The words of the line, accounts and categories given as options behind them. What a shell has read is literal.

    Where none were given, one line is read at the prompt: the command's options count there too (they join
    ``values``), what else looks like an option is refused, every other word is literal. EOFError where Enter alone, or
    ``quit``, ends it.
    """
    found = [Word(word, True) if isinstance(word, str) else word for word in words]
    if not found:
        if not app.asks:
            raise UsageProblem("line-missing", command=spec.name)
        from wallet_cli.cli.commands.record import offered

        text = ask.edited(app, f"{spec.name}> ", partial(offered.completions, app, spec.name))
        if not text.strip() or text.strip().lower() in ask.LEAVING:
            raise EOFError(_LEFT)
        found = prompted.without_options(prompted.behind_verb(parted(text), spec.name), spec, values)
    found += [Word(f"@{bare(values.pop('account'))}", True)] if values.get("account") else []
    values.pop("account", None)
    return found + [Word(f"+{name.lstrip('+＋')}", True) for name in values.pop("category", ())]


def texts(words: Sequence[Word]) -> list[str]:
    """The words without a word on their quotes."""
    return [word.text for word in words]


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
        session = attentive(app, session)
        done = understood(app, session, lambda: confirmed(app, session, do))
        receipts.show(app, done, say(session, done), style(session), [*told(session), *more(session, done)])


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
    """A money verb: it reads a line, does what that asks, shows the receipt. At a prompt it reads line after line,
    until Enter alone.

    ``wish`` makes of words and options what the service wants, ``do`` is the service. ``text`` says what was recorded,
    ``text_with_category`` where there may be a category or none; ``more`` are further lines of the receipt.
    """

    def say(session: Session, receipt: Receipt) -> str:
        has_category = bool(receipt.summaries and receipt.summaries[0].categories)
        return summary(session, receipt, _(text_with_category if text_with_category and has_category else text))

    def run(app: App, words: Sequence[str | Word], key: str | None, infer: bool = False, **values: Any) -> None:
        options: dict[str, Any] = {}

        def read() -> _Read:
            typed = dict(values)
            found: Sequence[Word] = line(app, spec, words, typed)
            rest, day = ends_in_day(found)
            if not typed["day"]:
                found, typed["day"] = begins_with_day(found)
            options.clear()
            options.update(typed, day=typed["day"] or None)
            other = wish(texts(rest), {**typed, "day": day}) if day and not typed["day"] else None
            return wish(texts(found), typed), other

        def write(wished: _Read) -> None:
            with opening.writing(app, name, infers=infer or None, key=key or "") as session:
                session = attentive(app, session)
                done = _confirmed(app, session, do, wished)
                receipts.show(app, done, say(session, done), style(session), [*told(session), *more(session, done)])

        if app.asks and app.joined is None and not words:
            _lines(app, name, read, write, lambda error: _whole(error, app, spec, options, values), once=bool(key))
            return
        try:
            wished = read()
            if app.joined is None:
                write(wished)
                return
            joined = app.joined._replace(command=name, infers=infer or app.joined.infers, key=key or "")
            _done(do, wished, joined)
        except REFUSALS as error:
            raise _whole(error, app, spec, {**options, "key": key, "infer": infer}) from None

    spec = Spec(name, about, run, params, examples, details)
    return spec


def _asked(session: Session, wished: tuple[Any, ...]) -> Session:
    """The session, with the digest of what a repeated ``--id`` must repeat."""
    return session._replace(request=request_digest(session.command, *wished)) if session.key else session


def _done(do: Callable[[Session, _Wish], Receipt], wished: tuple[_Wish, _Wish | None], session: Session) -> Receipt:
    """Do it; where the line ends in a date word and no payee or person is called so, on that day."""
    literal, other = wished
    session = _asked(session, literal)  # what is typed again is what a repeated id must repeat
    try:
        return do(session, literal)
    except (UsageProblem, NotFound) as error:
        if other is None or error.slug not in ("payee-ends-in-date", "no-such-person"):
            raise
        try:
            return do(session, other)
        except UsageProblem as second:
            raise error if second.slug == "payee-missing" else second from None


def _whole(
    error: WalletError, app: App, spec: Spec, options: dict[str, Any], before: dict[str, Any] | None = None
) -> WalletError:
    """``error`` with whole lines in it; ``before`` are the options of the command line, where a prompt read it."""
    from wallet_cli.cli.commands.record import meant

    if before is not None:
        return meant.complete_at_prompt(error, app, spec, options, before)
    return meant.complete(error, app, spec, options)


def _confirmed(app: App, session: Session, do: Callable[[Session, Any], Receipt], wished: _Read) -> Receipt:
    """What was done; an account or a category that a line lacks is asked for where someone can answer, and so is
    whether a person who isn't there yet is to be added.
    """
    while True:
        try:
            return confirmed(app, session, partial(_done, do, wished))
        except NotFound as error:
            from wallet_cli.cli.commands.record import offered
            from wallet_cli.cli.commands.record import understood as names

            literal, other = wished
            again = names.take(app, session, error, literal)
            if again is not None:
                wished = again, other and names.take(app, session, error, other)
                continue
            if error.slug != "no-such-person" or not offered.adds(app, session.command, error):
                raise
            session = session._replace(new_people=(*session.new_people, str(error.params["name"])))
        except UsageProblem as error:
            from wallet_cli.cli.commands.record import offered
            from wallet_cli.cli.commands.record import understood as names

            literal, other = wished
            if names.agrees(app, session, error, other or literal):
                wished = names.signed(session, other or literal), None
                continue
            word = offered.missing(app, session, error, literal) if "words" in literal._fields else None
            if word is None:
                raise
            wished = _with(literal, word), other and _with(other, word)


def attentive(app: App, session: Session) -> Session:
    """The session, in which names may be taken for what they clearly mean: where a person reads what was taken."""
    options = app.options
    silent = options.json or options.jsonl or options.quiet or app.joined is not None
    return session if silent or not app.asks else session._replace(meant={})


def told(session: Session) -> list[str]:
    """Which names were taken for what was typed."""
    if not session.meant:
        return []
    from wallet_cli.cli.commands.record import understood as names

    return names.said(session)


def understood(app: App, session: Session, do: Callable[[], _Made], wish: Any = ()) -> _Made:
    """Do it; a name that nobody has is taken for what it clearly means, or asked about."""
    while True:
        try:
            return do()
        except NotFound as error:
            from wallet_cli.cli.commands.record import understood as names

            if names.take(app, session, error, wish) is None:
                raise


def _with(wish: Any, word: str) -> Any:
    return wish._replace(words=[*wish.words, word])


def _lines(
    app: App,
    name: str,
    read: Callable[[], _Read],
    write: Callable[[_Read], None],
    whole: Callable[[WalletError], WalletError],
    *,
    once: bool,
) -> None:
    """Line after line at the prompt; after saying why one was refused, it asks again. ``once``: until one is taken.

    Raises EOFError where nothing was recorded.
    """
    from wallet_cli.cli.commands.record import offered

    is_recorded, once = False, once or app.options.json or app.options.jsonl
    with opening.held(app):
        offered.invite(app, name)
        began = app.around.uptime()
        while not (once and is_recorded):
            try:
                wished = read()
                if app.around.uptime() - began > opening.HELD_SECONDS:  # who types now may be another person
                    app.around = app.around._replace(key=None)
                    opening.hold(app)
                write(wished)
                is_recorded, began, app.proven = True, app.around.uptime(), False
            except REFUSALS as error:
                prompted.refuse(app, whole(error))
            except EOFError as end:
                if not is_recorded:
                    raise
                if _LEFT not in end.args:
                    offered.left(app)
                return


def ends(values: dict[str, Any]) -> tuple[str | None, str | None]:
    """The accounts that the options of a movement name: where it leaves, where it arrives."""
    return bare(values["source"] or "") or None, bare(values["target"] or "") or None
