"""``wallet history``: transactions, newest first; the last ones on a terminal, all of them into a pipe."""

from __future__ import annotations

from datetime import date

from wallet_cli.cli.access import opening
from wallet_cli.cli.commands import of_periods, understanding
from wallet_cli.cli.render.output import DIM, Column, Output
from wallet_cli.cli.render.stream import Made, Passes
from wallet_cli.cli.spec import FLAG, INT, WORDS, Hint, Spec, arg, opt
from wallet_cli.domain import kinds
from wallet_cli.domain.account import Account
from wallet_cli.domain.amounts import Style, is_amount_like, plain
from wallet_cli.domain.text import visible
from wallet_cli.domain.transaction import STATES
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import N_, _, sign
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.look import history, search
from wallet_cli.services.look.search import Query, SearchWish
from wallet_cli.services.session import Session, style
from wallet_cli.words import amount
from wallet_cli.words.counted import counted
from wallet_cli.words.names import spoken
from wallet_cli.words.spelling import said, spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.domain.look.view import View
    from wallet_cli.services.look.history import HistoryEntry, Registered, Totals

ON_A_TERMINAL = 20
_MORE, _MORE_SIMPLY = N_("{count} more: -l 0 shows all"), N_("{count} more aren't shown here")
AHEAD = (
    N_("{count} more lies ahead of today; --all-dates shows it"),
    N_("{count} more lie ahead of today; --all-dates shows them"),
)


def run(app: App, limit: int | None, sort: str | None, backwards: bool, **values: Any) -> None:
    """Show what is found."""
    if app.options.dry_run:
        _require_no_count({"limit": limit, "sort": sort, "backwards": backwards, **values})
    out = Output(app)
    few = out.form == "table" and not app.options.quiet
    with opening.reading(app) as session:
        usual = ON_A_TERMINAL if few else 0
        wish = SearchWish(**values, limit=usual if limit is None else limit)
        query = understanding.looked(app, session, lambda each: search.question(each, wish))
        found = _found(session, query, sort, backwards)
        if app.options.quiet:
            for entry in found.entries():
                out.line(entry.ref)
        elif out.as_json:
            _as_json(out, session, query, found)
        elif few:
            within = any(values[name] is not None for name in ("since", "until", "period"))
            word = search.period_word(session, values["words"])
            _for_people(out, session, query, found, word, within or bool(word))
        else:
            out.rows(COLUMNS, _plain_rows(query, found.lines()))
        if not out.as_json:
            _lying_ahead(out, session, query)


def _require_no_count(values: dict[str, Any]) -> None:
    """Refuse ``-n 3``: in other programs that is how many are shown, here a dry run and a word.

    Raises UsageProblem("no-such-option-near").
    """
    number = next((word for word in values["words"] if word.isascii() and word.isdecimal()), "")
    if not number or values["limit"] is not None:
        return
    line = ["-l", number]
    for param in COMMAND.params:
        value = values[param.name]
        if param.flags and value:
            line += [param.flags[0]] if param.takes == FLAG else [param.flags[0], str(value)]
    line += [word for word in values["words"] if word != number]
    raise UsageProblem(
        "no-such-option-near",
        option=f"-n {number}",
        command="history",
        near=(f"-l {number}",),
        corrected=spelled(["history", *line]),
    )


class _Found(NamedTuple):
    """What goes out, each read when it is asked for, in the order that was asked for."""

    entries: Callable[[], Iterator[HistoryEntry]]
    lines: Callable[[], Iterator[Registered]]


def _found(session: Session, query: Query, sort: str | None, backwards: bool) -> _Found:
    if sort is None and not backwards:
        return _Found(lambda: history.entries(session, query), lambda: history.register_lines(session, query))
    from wallet_cli.services.look import sorting

    by = sort or sorting.DATE
    sorting.require_known(by)
    return _Found(
        lambda: sorting.entries(session, query, by, backwards),
        lambda: sorting.register_lines(session, query, by, backwards),
    )


def _lying_ahead(out: Output, session: Session, query: Query) -> None:
    ahead = history.ahead(session, query)
    if ahead:
        out.aside(counted(ahead, AHEAD))


def _as_json(out: Output, session: Session, query: Query, found: _Found) -> None:
    if out.form == "jsonl":
        out.jsonl({"schema": "wallet.history/1", **document(entry)} for entry in found.entries())
        return
    passes = Passes(found.entries)
    if passes.is_long:
        history.prove(session, query)
    out.json({"schema": "wallet.history/1", "transactions": map(document, passes)})


def document(entry: HistoryEntry) -> dict[str, Any]:
    """A transaction for programs; amounts of postings are debit positive."""
    return {
        "id": entry.uid.hex(),
        "ref": entry.ref,
        "date": date.fromordinal(entry.day).isoformat(),
        "payee": entry.payee,
        "state": entry.state,
        "memo": entry.memo,
        "tags": list(entry.tags),
        "postings": [
            {
                "account": part.account,
                "type": Account(part.uid, part.account, part.kind).type,
                "id": part.uid.hex(),
                "date": date.fromordinal(part.date).isoformat(),
                "state": STATES[part.state],
                "amount": amount.as_json(part.amount_minor, part.currency),
            }
            for part in entry.parts
        ],
    }


COLUMNS = tuple(
    Column(key, "")
    for key in ("ref", "date", "payee", "amount", "currency", "account", "category", "state", "memo", "tags")
)


def _plain_rows(query: Query, lines: Iterator[Registered]) -> Iterator[list[str]]:
    """Rows for programs: this runs once a posting, in books of a million."""
    days: dict[int, str] = {}
    states = ("void",) * len(STATES) if query.void else STATES
    for number, day, payee, minor, unit, account, category, state, memo, tags in lines:
        shown = days.get(day)
        if shown is None:
            shown = days[day] = date.fromordinal(day).isoformat()
        text = plain(minor, unit.scale)
        yield [f"t{number}", shown, payee, text, unit.code, account, category, states[state], memo, tags]


def _for_people(out: Output, session: Session, query: Query, ordered: _Found, word: str, within: bool) -> None:
    numbers = style(session)
    found = Passes(ordered.entries)
    if not found.holds(1):
        out.note(_("nothing found"))
        meant = search.meant(session, query)
        if meant:
            text = _("a bare word is looked for in payees, people and memos; did you mean: `wallet history {line}`")
            out.note(said(text, line=meant))
        amount_word = next((each for each in query.words if is_amount_like(each)), "")
        if amount_word:
            text = _("amounts are searched for by: `wallet history {line}`")
            out.note(said(text, line=_bounds(query.words, amount_word)))
        if word:
            text = _("{word} was taken for a period; to search for it: `wallet history {quoted}`")
            out.note(said(text, word=word, quoted=f'"{word}"'))
        return
    columns = (
        Column("date", _("date"), drop=2, sparse=True),
        Column("day", _("date"), sparse=True, unless="date"),
        Column("payee", _("payee"), flexible=True, sparse=True, lines=4),
        Column("amount", _("amount"), right=True, flexible=True, sparse=True, lines=2),
        Column("where", _("account · category"), drop=1, flexible=True, sparse=True, lines=6),
        Column("mark", "", drop=3, sparse=True),
        Column("letters", "", sparse=True, unless="mark"),
        Column("memo", _("memo"), drop=4, flexible=True, sparse=True, lines=2),
        Column("ref", ""),
    )
    every = history.count(session, query) if query.limit and found.holds(query.limit) else 0
    is_search = within or search.is_narrow(query)
    total = _totals(session, query, found, every) if is_search else None
    ends = _total_rows(total, numbers) if total else []
    year = date.fromordinal(session.today).year
    marked: set[str] = set()

    def row(entry: HistoryEntry) -> list[str]:
        return _row(entry, history.view(entry, query, session.today), numbers, year, marked)

    if "letters" in out.rows(columns, Made(row, found), totals=ends) and marked:
        from wallet_cli.words.marks import legend

        out.painted("  ".join(legend(marked)), DIM)
    if total and total.beside:
        text = _("starting balances of people aren't in the total: {names}")
        out.aside(text.format(names=_(", ").join(map(visible, total.beside))))
    if every > query.limit:
        more = f"{every - query.limit}" + ("+" if every == history.MOST_COUNTED else "")
        out.aside(_(_MORE).format(count=more), _(_MORE_SIMPLY).format(count=more))


_OVER = ("over", "above", "more", "least", "from", "min", ">", ">=", "超过", "大于", "高于", "以上", "至少")
_UNDER = ("under", "below", "less", "most", "up", "max", "<", "<=", "不到", "小于", "低于", "以下", "至多")
"""Words before an amount that say on which side of it."""


def _bounds(words: Sequence[str], amount_word: str) -> tuple[str, ...]:
    """The options that search for an amount, or for those on the side of it that the words say: ``over 100``."""
    if any(word in _OVER for word in words):
        return ("--min", amount_word)
    if any(word in _UNDER for word in words):
        return ("--max", amount_word)
    return ("--min", amount_word, "--max", amount_word)


def _totals(session: Session, query: Query, found: Passes, every: int) -> Totals | None:
    """What a search found, all in all; None where that is too much, or but one, except for what a person owes by it."""
    are_more = every > query.limit
    is_one = not (are_more or found.holds(2))
    if query.void or every >= history.MOST_COUNTED or (is_one and not query.people):
        return None
    whole = history.entries(session, query._replace(limit=0)) if are_more else iter(found)
    total = history.totals(whole, query)
    return None if is_one and not total.owed else total


def _total_rows(total: Totals, numbers: Style) -> list[list[str]]:
    """How many were found and what they come to, a row a currency; of people who owes what, a row each, and then the
    sum is said to be without what is about them.
    """
    sums = [amount.people(minor, unit, numbers) for unit, minor in total.sums.items()]
    head, rows = _("{count} found").format(count=total.found), list[tuple[str, str]]()
    if total.owed:
        rows.append((head, ""))
        people = dict.fromkeys(visible(each.person) for each in total.owed)
        head = _("without {names}").format(names=_(", ").join(people))
    elif not sums:
        rows.append((head, ""))
    rows += zip([head, *[""] * len(sums)], sums, strict=False)
    rows += [(each.person, amount.held(each.amount_minor, each.currency, each.kind, numbers)) for each in total.owed]
    return [[head, head, "", shown, "", "", "", "", ""] for head, shown in rows]


def _marked(entry: HistoryEntry, view: View, marked: set[str]) -> tuple[str, str]:
    """What sets it apart from a plain payment, in words and in letters; it is added to ``marked``."""
    from wallet_cli.services.look import marks
    from wallet_cli.words.marks import in_letters, in_words

    found = marks.of(entry, view)
    marked.update(found)
    return (in_words(found), in_letters(found)) if found else ("", "")


def _row(entry: HistoryEntry, view: View, numbers: Style, year: int, marked: set[str]) -> list[str]:
    """The cells of a transaction; the year that it is now can be left out of the day where there is little room."""
    day = date.fromordinal(entry.day)
    tags = [f"#{tag}" for tag in entry.tags]
    memo = " ".join([entry.memo, *tags]).strip()
    return [
        day.isoformat(),
        day.isoformat() if day.year != year else f"{day.month:02}-{day.day:02}",
        entry.payee,
        _beginning(entry, view, numbers) or _amounts(view, numbers),
        _where(view),
        *_marked(entry, view, marked),
        memo,
        entry.ref,
    ]


def _beginning(entry: HistoryEntry, view: View, numbers: Style) -> str:
    """What a person owed at the beginning, with who owes whom: it moved no money, and a sign would say that it did."""
    parts = [part for part in entry.parts if kinds.of(part.kind).is_money]
    if len(parts) != 1 or not kinds.of(parts[0].kind).is_person or len(view.amounts) != 1:
        return ""
    return amount.held(parts[0].amount_minor, parts[0].currency, parts[0].kind, numbers)


def _amounts(view: View, numbers: Style) -> str:
    """``-€12.50``; two currencies with an arrow."""
    return sign(" → ").join(amount.people(minor, unit, numbers) for minor, unit in view.amounts)


def _where(view: View) -> str:
    """``cash · food``, ``bank → cash``."""
    money = sign(" → ").join(_(", ").join(names) for names in (view.sources, view.targets) if names)
    return sign(" · ").join(part for part in (money, _(", ").join(map(spoken, view.categories))) if part)


def _orders() -> tuple[str, ...]:
    from wallet_cli.services.look import sorting

    return sorting.ORDERS


COMMAND = Spec(
    "history",
    N_("show or search transactions"),
    run,
    (
        arg(
            "words",
            takes=WORDS,
            required=False,
            metavar="WORDS",
            help=N_("words in payee or memo, @account, +category, a period"),
        ),
        opt("since", "--since", metavar="DATE", help=N_("from this day on")),
        opt("until", "--until", metavar="DATE", help=N_("up to this day")),
        of_periods.OPTION._replace(name="period"),
        opt("all_dates", "--all-dates", takes=FLAG, help=N_("include what is dated after today")),
        opt("payee", "--payee", metavar="NAME", help=N_("only this payee"), complete="payee"),
        opt("tag", "--tag", metavar="TAG", help=N_("only with this tag")),
        opt("state", "--state", metavar="STATE", help=N_("only pending, booked, reconciled or void ones")),
        opt("least", "--min", metavar="AMOUNT", help=N_("this amount or more")),
        opt("most", "--max", metavar="AMOUNT", help=N_("this amount or less")),
        opt("limit", "-l", "--limit", takes=INT, metavar="N", help=N_("at most this many; 0 for all")),
        opt("sort", "--sort", metavar="ORDER", help=N_("one of {names}; amounts: largest first"), names=_orders),
        opt(
            "backwards",
            "--reverse",
            takes=FLAG,
            help=N_("the other way round: the oldest first; with --sort the smallest, or the last name"),
        ),
    ),
    (
        "wallet history",
        "wallet h coffee lastmonth",
        "wallet h -l 50 +food --since 11-01",
        "wallet h @bank -p 2026-10 --json",
        "wallet h +food 2026-10 --sort amount",
    ),
    N_(
        "A word that is a period (november, 2026-10, q4) is the period; --payee or quotes of its own "
        "('\"november\"') search for it. Into a pipe: a line for each of your own accounts that changed; the "
        "amounts add up to what the accounts gained. Below a search is the total found; transfers between your own "
        "accounts count for nothing there. Marks, as letters where there is no room for words: V void, > in "
        "transit, P pending, T transfer, X exchange, R refund, D debt (a person owes or is owed), I imported (or "
        "confirmed by an import), ? to review (an import may have taken it for another one)."
    ),
    hints=(Hint("--all", ("-p", "all")),),  # a bare word is looked for
)
