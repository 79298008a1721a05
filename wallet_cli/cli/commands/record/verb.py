"""What the commands of all money verbs share: their options, reading a line at the prompt, the session they run in."""

from __future__ import annotations

from functools import partial

from wallet_cli.cli.access import opening
from wallet_cli.cli.access.confirming import confirmed
from wallet_cli.cli.commands.record import budget_left, prompted
from wallet_cli.cli.render.record import receipt as receipts
from wallet_cli.cli.spec import FLAG, MANY, WORDS, Param, Spec, arg, opt
from wallet_cli.domain import kinds
from wallet_cli.domain.account import bare
from wallet_cli.domain.quickline import Word, begins_with_day, ends_in_day, is_whole_line, parted, split_line
from wallet_cli.errors import NotFound, UsageProblem, WalletError
from wallet_cli.i18n import N_, _, sign
from wallet_cli.services import names
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


LINE = line_arg(N_("amount, payee, @account, +category"))
NOTES: tuple[Param, ...] = (
    opt("day", "-d", "--date", metavar="DATE", help=N_("the day: y, 3d, mon, 11-20, 2026-11-20; today when left out")),
    opt("memo", "-m", "--memo", metavar="TEXT", help=N_("a note"), empty=True),
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
    ``quit``, ends it. UsageProblem("line-in-quotes") where a shell was given all of it in quotes.
    """
    found = [Word(word, True) if isinstance(word, str) else word for word in words]
    is_one = len(found) == 1 and isinstance(words[0], str) and " " in words[0]  # no shell parts words at wide blanks
    if is_one and is_whole_line(inside := split_line(found[0].text)):
        raise UsageProblem("line-in-quotes", command=spec.name, line=tuple(inside))
    if not found:
        if not app.asks:
            raise UsageProblem("line-missing", command=spec.name)
        from wallet_cli.cli.commands.record import repeated

        text = repeated.typed(app, spec.name)
        found = prompted.without_options(prompted.behind_verb(parted(text), spec.name), spec, values)
    found = _apart(found, is_read=any(isinstance(word, str) for word in words))
    found += [Word(f"@{bare(values.pop('account'))}", True)] if values.get("account") else []
    values.pop("account", None)
    return found + [Word(f"+{name.lstrip('+＋')}", True) for name in values.pop("category", ())]


def _apart(words: list[Word], *, is_read: bool) -> list[Word]:
    """The words that commas and Chinese blanks part, each by itself; what is in quotes at the prompt stays."""
    if all(word.text.isascii() and word.text[-1:] != "," for word in words) or (
        not is_read and any(word.is_quoted for word in words)
    ):
        return words
    from wallet_cli.domain.glued import apart

    return [Word(text, is_read) for text in apart(texts(words))]


def texts(words: Sequence[Word]) -> list[str]:
    """The words without a word on their quotes."""
    return [word.text for word in words]


def summary(session: Session, receipt: Receipt, text: str, text_with_category: str = "") -> str:
    """``text`` filled with the first transaction's names and amounts: amount, payee, source, target, categories; the
    other where it has a category.
    """
    if not receipt.summaries:
        return receipt.op
    has_category = bool(text_with_category and receipt.summaries[0].categories)
    template = _(text_with_category if has_category else text)
    told, numbers = receipt.summaries[0], style(session)
    fields = {
        "amount": sign(" → ").join(people(minor, unit, numbers) for minor, unit in told.amounts),
        "payee": told.payee,
        "source": _(", ").join(told.sources),
        "target": _(", ").join(told.targets),
        "categories": _(", ").join(told.categories),
    }
    return template.format(**fields)


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
    told: Callable[[Session, _Wish], str] | None = None,
    more: Callable[[Session, Receipt], Sequence[str]] = budget_left.left,
) -> Spec:
    """A money verb: it reads a line, does what that asks, shows the receipt. At a prompt it reads line after line,
    until Enter alone.

    ``wish`` makes of words and options what the service wants, ``do`` is the service. ``text`` says what was recorded,
    ``text_with_category`` where there may be a category or none, ``told`` where that takes the books; ``more`` are
    further lines of the receipt.
    """

    def say(session: Session, receipt: Receipt, wished: _Wish) -> str:
        return told(session, wished) if told else summary(session, receipt, text, text_with_category)

    def run(app: App, words: Sequence[str | Word], key: str | None, infer: bool = False, **values: Any) -> None:
        options: dict[str, Any] = {}

        def read() -> _Read:
            return _as_typed(app, spec, words, dict(values), options, wish)

        def write(wished: _Read) -> Receipt:
            with opening.writing(app, name, infers=infer or None, key=key or "") as opened:
                session = attentive(app, opened)
                done, taken = _confirmed(app, session, do, wished)
                further = [*_day_taken(session, done, (taken, *wished)), *names_taken(session), *more(session, done)]
                further += _of_other_verb(app, session, done, (wished[0], taken))
                receipts.show(app, done, say(session, done, taken), style(session), further)
            return done

        if app.asks and app.joined is None and not words:
            from wallet_cli.cli.commands.record import repeated

            whole = lambda error: _whole(error, app, spec, options, values)  # noqa: E731
            repeated.lines(app, name, read, write, whole, once=bool(key))
            return
        try:
            wished = read()
            if app.joined is None:
                write(wished)
                return
            joined = app.joined._replace(command=name, infers=infer or app.joined.infers, key=key or "")
            _done(do, wished, joined)
        except prompted.Beside as line:
            _beside(app, line.args)
        except prompted.REFUSALS as error:
            raise _whole(error, app, spec, {**options, "key": key, "infer": infer}) from None

    spec = Spec(name, about, run, params, examples, details)
    return spec


def _day_taken(session: Session, done: Receipt, wishes: Sequence[Any]) -> list[str]:
    """Which year a day without one was taken for, where that isn't plain; the day is that of the first that has one."""
    typed = [wish.notes for wish in wishes if wish is not None and "notes" in wish._fields and wish.notes.day]
    if not typed or done.when is None or done.when.first == session.today:
        return []
    from wallet_cli.cli.commands.record import day_taken

    return day_taken.remark(session, typed[0], done)


def _beside(app: App, words: Sequence[str]) -> None:
    """Do a line of another command, to which a person agreed."""
    from wallet_cli.cli.commands.record import beside

    beside.run(app, words)


def _of_other_verb(app: App, session: Session, done: Receipt, typed: tuple[Any, Any]) -> list[str]:
    """What other verb it may belong to, unless that was said where something was asked: then the line is another one
    than was ``typed``.
    """
    payee = done.summaries[0].payee if app.asks and done.summaries and session.command in ("pay", "receive") else ""
    if not payee or list(typed[0].words) != list(typed[1].words):
        return []
    if payee.isascii() and not names.is_kind(session, payee, kinds.people()):
        return []
    from wallet_cli.cli.commands.record import other_verbs

    return other_verbs.of_receipt(session, done, typed[0])


def _as_typed(
    app: App,
    spec: Spec,
    words: Sequence[str | Word],
    values: dict[str, Any],
    options: dict[str, Any],
    wish: Callable[[list[str], dict[str, Any]], _Wish],
) -> tuple[_Wish, _Wish | None]:
    """What the line and its options say; ``options`` become those that were typed."""
    found: Sequence[Word] = line(app, spec, words, values)
    rest, day = ends_in_day(found)
    if not values["day"]:
        # a person sees which day was taken; to a script what a shell has read is literal
        plain = [Word(word.text, False) for word in found] if words and app.asks and app.joined is None else found
        plain, values["day"] = begins_with_day(plain)
        found = plain if values["day"] else found
    options.clear()
    options.update(values, day=values["day"] or None)
    other = wish(texts(rest), {**values, "day": day}) if day and not values["day"] else None
    return wish(texts(found), values), other


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
            raise _with_lines(error, session, literal) from None
        try:
            return do(session, other)
        except (UsageProblem, NotFound) as second:
            raise error if second.slug == "payee-missing" else _with_lines(second, session, other) from None


def _with_lines(error: WalletError, session: Session, wished: Any) -> WalletError:
    """``error`` with the lines that only the books can correct."""
    if "words" in getattr(wished, "_fields", ()):
        from wallet_cli.services.record import meant_line

        if error.slug in ("category-not-account", "account-not-category"):
            error.params |= meant_line.turned(session, wished.words)
        elif error.slug == "amount-split":
            from wallet_cli.cli.commands.record import restyled

            error.params["corrected"] = restyled.line(session, str(error.params["corrected"]))
        elif error.slug in ("amount-first", "amount-missing", "amounts-several"):
            from wallet_cli.cli.commands.record import restyled, told_otherwise

            named = told_otherwise.named(session, error, wished)
            if named is not error or error.slug != "amount-first":
                return named
            corrected = str(error.params["corrected"])
            if session.command in names.WITH_OTHERS:
                corrected = meant_line.amount_first(session, corrected)
            error.params["corrected"] = restyled.line(session, corrected)
    return error


def _whole(
    error: WalletError, app: App, spec: Spec, options: dict[str, Any], before: dict[str, Any] | None = None
) -> WalletError:
    """``error`` with whole lines in it; ``before`` are the options of the command line, where a prompt read it."""
    from wallet_cli.cli.commands.record import meant

    if before is not None:
        return meant.complete_at_prompt(error, app, spec, options, before)
    return meant.complete(error, app, spec, options)


def _confirmed(app: App, session: Session, do: Callable[[Session, Any], Receipt], wished: _Read) -> tuple[Receipt, Any]:
    """What was done, and what it was done for: what a line lacks or leaves open is asked for where someone can answer,
    and a name that nobody has is taken for what it clearly means.
    """
    for wish in wished:
        require_near(app, session, getattr(wish, "notes", None))
    day = str(wished[1].notes.day or "") if wished[1] is not None else ""
    while True:
        try:
            return confirmed(app, session, partial(_done, do, wished)), wished[0]
        except (UsageProblem, NotFound) as error:
            from wallet_cli.cli.commands.record import mending

            answer = mending.answered(app, session, error, wished)
            if answer is None:
                raise mending.with_day(error, day) from None
            session, wished = answer


def require_near(app: App, session: Session, typed: Notes | None) -> None:
    """Ask about a day that is more than a year ahead where a person can answer: it may be a slip of the year.

    Raises UsageProblem("date-far-ahead") where it isn't meant.
    """
    if typed is None or not typed.day or not app.asks or app.options.dry_run:
        return
    from wallet_cli.cli.access import ask
    from wallet_cli.services.record import second_look
    from wallet_cli.words import days

    day = second_look.is_far_ahead(session, typed)
    if day and not ask.yes(
        app, _("{day} is more than a year ahead; is it meant?").format(day=days.alone(day, session.today))
    ):
        raise UsageProblem("date-far-ahead", text=typed.day)


def attentive(app: App, session: Session) -> Session:
    """The session, in which names may be taken for what they clearly mean: where a person reads what was taken."""
    return session._replace(meant={}) if app.reads_names else session


def names_taken(session: Session) -> list[str]:
    """Which names were taken for what was typed."""
    if not session.meant:
        return []
    from wallet_cli.cli.commands.record import understood as names

    return names.said(session)


def understood(app: App, session: Session, do: Callable[[], _Made]) -> _Made:
    """Do it; a name that nobody has is taken for what it clearly means, or asked about."""
    while True:
        try:
            return do()
        except NotFound as error:
            from wallet_cli.cli.commands.record import mending

            if mending.answered(app, session, error, ((), None)) is None:
                raise


def ends(values: dict[str, Any]) -> tuple[str | None, str | None]:
    """The accounts that the options of a movement name: where it leaves, where it arrives."""
    return bare(values["source"] or "") or None, bare(values["target"] or "") or None
