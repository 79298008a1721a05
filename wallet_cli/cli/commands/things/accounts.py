"""``wallet accounts``: where money is."""

from __future__ import annotations

from wallet_cli.cli.access import opening
from wallet_cli.cli.commands import understanding
from wallet_cli.cli.render.output import Column, Output
from wallet_cli.cli.render.record import receipt
from wallet_cli.cli.spec import FLAG, MANY, SIGNED, WORDS, Hint, Noun, Param, Spec, arg, opt
from wallet_cli.domain import kinds
from wallet_cli.domain.account import SEPARATOR, WIDE_SEPARATOR, Account, bare, new_name
from wallet_cli.domain.amounts import read_signed_amount, to_money
from wallet_cli.domain.payments.identifiers import compact, iban_fault, read_iban
from wallet_cli.errors import Refused, UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.services import names
from wallet_cli.services.record import typed_line
from wallet_cli.services.session import Session, has_items, money_of, style, typing_style
from wallet_cli.services.things import accounts, first_accounts, kind_change
from wallet_cli.services.things.accounts import AccountMade, Opening
from wallet_cli.words import amount
from wallet_cli.words.spelling import said, spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.services.things.first_accounts import Draft

NAME = arg("name", metavar="ACCOUNT", help=N_("the account's name"), complete="account")


def listing(app: App, closed: bool) -> None:
    """List accounts."""
    out = Output(app)
    with opening.reading(app) as session:
        show(out, accounts.listing(session, categories=False, closed=closed), "accounts")


def show(out: Output, found: list[Account], noun: str) -> None:
    """A table of accounts or categories."""
    if out.as_json:
        _documents(out, [as_json(each) for each in found], noun)
        return
    columns = (
        Column("name", _("name"), flexible=True),
        Column("kind", _("kind")),
        Column("currencies", _("currencies"), drop=1),
        Column("aliases", _("also called"), drop=2, flexible=True, sparse=True),
        Column("number", _("number"), drop=3, sparse=True),
        Column("closed", _("closed"), drop=4, sparse=True),
    )
    rows_of = [
        [
            each.path,
            _(each.kind) if out.form == "table" else each.kind,
            " ".join(each.currencies),
            (_(", ") if out.form == "table" else ", ").join(each.aliases),
            each.number,
            (_("closed") if out.form == "table" else "closed") if each.closed else "",
        ]
        for each in found
    ]
    out.rows(columns, rows_of)


def _documents(out: Output, rows: list[dict[str, Any]], noun: str) -> None:
    if out.form == "jsonl":
        out.jsonl({"schema": f"wallet.{noun}/1", **row} for row in rows)
    else:
        out.json({"schema": f"wallet.{noun}/1", noun: rows})


def as_json(each: Account) -> dict[str, Any]:
    """An account for programs."""
    return {
        "id": each.uid.hex(),
        "name": each.path,
        "kind": each.kind,
        "currencies": list(each.currencies),
        "number": each.number,
        "aliases": list(each.aliases),
        "closed": each.closed,
        "also": list(each.also),
    }


def add(
    app: App, words: list[str], kind: str | None, currencies: list[str], opening_text: str | None, owed: str | None,
    iban: str | None, number: str | None, also: list[str], aliases: list[str], day: str | None,
) -> None:  # fmt: skip
    """Add an account, typed as ``init`` takes it: a name, and what is in it now."""
    codes = tuple(code.upper() for text in currencies for code in text.replace(",", " ").split())
    number = _number(iban, number) or ""
    with opening.writing(app, "accounts add") as session:
        words = [new_name(words[0], "@"), *words[1:]]
        draft = first_accounts.draft_of(session, words, _kind(kind), codes[0] if codes else None)
        start = _opening(session, draft, codes, opening_text, owed, day)
        typed_codes = codes
        codes = codes or ((start.currency,) if start and draft.minor is not None else ())
        wish = Account(b"", draft.name, draft.kind, codes, number, tuple(aliases), also=tuple(also))
        try:
            made = accounts.add(session, wish, start)
        except Refused as error:
            if error.slug == "opening-not-held":
                wanted = ",".join((*typed_codes, str(error.params["currency"])))
                options = {"--kind": kind, "--currency": wanted, "--opening": opening_text, "--owed": owed}
                options |= {"--iban" if iban else "--number": iban or number, "-d": day}
                given = [each for option, value in options.items() if value for each in (option, value)]
                given += [each for text in also for each in ("--also", text)]
                given += [each for alias in aliases for each in ("--alias", alias)]
                error.params |= {"wanted": wanted, "corrected": spelled(["accounts", "add", *words, *given])}
            raise
        if start is None or not start.amount_minor:
            told(app, made, _("added account {name} ({kind})"))
            return
        unit, kind = money_of(session, start.currency), made.account.kind
        held = amount.held(start.amount_minor, unit, kind, style(session))
        told(app, made, _("added account {name} ({kind}): {balance}"), balance=held)
        if kinds.of(kind).debt and start.amount_minor > 0 and made.op and not app.options.quiet:
            text = _("that is money you have there; if you owe it, `wallet undo {op}`, and add it with --owed")
            Output(app).note(said(text, op=made.op))


def _number(iban: str | None, number: str | None) -> str | None:
    """The number of an account: an IBAN is checked, even one that wasn't called so, anything else is taken as it is.
    "" takes either away.
    """
    if iban is not None and number is not None:
        raise UsageProblem("options-exclude", options=("--iban", "--number"))
    if number and iban_fault(compact(number)) == "checksum":  # right in all but that: a slip of the fingers
        return read_iban(number)
    return read_iban(iban) if iban else iban if number is None else number


def _kind(typed: str | None) -> str | None:
    """A kind that was typed; what is none is refused before an amount is read by it."""
    if typed is None:
        return None
    kind = kinds.typed(typed)
    if kind not in kinds.usable():
        raise UsageProblem("unknown-kind", kind=typed, kinds=kinds.usable())
    return kind


def _opening(
    session: Session, draft: Draft, codes: tuple[str, ...], text: str | None, owed: str | None, day: str | None
) -> Opening | None:
    ways = (("AMOUNT", draft.minor), ("--opening", text), ("--owed", owed))
    given = tuple(name for name, value in ways if value is not None)
    if len(given) > 1:
        raise UsageProblem("options-exclude", options=given)
    if draft.minor is not None:
        return Opening(draft.unit.code, draft.minor, typed_line.day_of(session, typed_line.Notes(day)))
    if text is None and owed is None:
        return None
    if text is not None and (debt := first_accounts.debt(draft, text)):
        text, owed = None, debt
    typed = read_signed_amount(text if text is not None else owed or "", typing_style(session))
    unit = (
        money_of(session, codes[0]) if codes and typed.word is None else typed_line.currency_for(session, typed, None)
    )
    minor = to_money(typed, unit, typing_style(session)).minor
    when = typed_line.day_of(session, typed_line.Notes(day))
    return Opening(unit.code, minor if text is not None else -minor, when)


def rename(app: App, name: str, new: str) -> None:
    """Rename an account; the old name stays as an alias."""
    with opening.writing(app, "accounts rename") as session:
        node = understanding.changed(app, session, lambda each: names.account(each, bare(name), closed=True))
        made = accounts.rename(session, node, new.replace(WIDE_SEPARATOR, SEPARATOR))
        told(app, made, _("renamed to {name}"))


def edit(
    app: App, name: str, kind: str | None, currencies: list[str], iban: str | None, number: str | None,
    also: list[str], drop_also: list[str], aliases: list[str], drop: list[str],
) -> None:  # fmt: skip
    """Change an account."""
    codes = [code.upper() for text in currencies for code in text.replace(",", " ").split()]
    wish = accounts.AccountEdit(
        codes or None, _number(iban, number), aliases, drop, kind=kind, add_numbers=also, drop_numbers=drop_also
    )
    with opening.writing(app, "accounts edit") as session:
        if kind is None:
            node = understanding.changed(app, session, lambda each: names.account(each, bare(name), closed=True))
        else:
            node = understanding.changed(app, session, lambda each: kind_change.account_to_change(each, name))
        made = accounts.edit(session, node, wish)
        if made.op and made.account.kind != node.kind:
            told(app, made, _("changed {name} from {old} to {kind}"), old=_(node.kind))
            _note_budget(app, session, node.uid, node.kind, made)
        else:
            _told_changes(app, node.account, made)


def _told_changes(app: App, before: Account, made: AccountMade) -> None:
    """What was changed of an account, old and new, and the line that takes it back."""
    from wallet_cli.words import edits

    changes = edits.of_account(before, made.account)
    text = _("changed {name}: {changes}") if changes else _("changed {name}")
    told(app, made, text, changes=_("; ").join(changes))
    out = Output(app)
    if made.op and changes and out.form == "table" and not (made.dry_run or app.options.quiet):
        out.prose(said(_("wrong? `{line}`"), line=("wallet", "undo", made.op)))


def _note_budget(app: App, session: Session, uid: bytes, before: str, made: AccountMade) -> None:
    """Say where another kind puts an account on the budget or takes it off; without a budget nothing is loaded."""
    if not has_items(session, "budget"):
        return
    from wallet_cli.services.plan import envelopes

    moved = envelopes.moved_by_kind(session, uid, before, made.account.kind)
    if moved is None:
        return
    on = N_("{name} counts for the budget now, in every period; if it shouldn't: `wallet budget account {name} off`")
    off = N_("{name} doesn't count for the budget now, in any period; if it should: `wallet budget account {name} on`")
    Output(app).note(said(_(on if moved else off), name=made.account.path))


def close(app: App, name: str, reopen: bool) -> None:
    """Close an account that holds nothing, or open it again."""
    with opening.writing(app, "accounts close") as session:
        node = understanding.changed(app, session, lambda each: names.account(each, bare(name), closed=True))
        made = accounts.edit(session, node, accounts.AccountEdit(closed=not reopen))
        told(app, made, _("opened {name} again") if reopen else _("closed {name}"))


def remove(app: App, name: str) -> None:
    """Remove an account that was never used."""
    with opening.writing(app, "accounts rm") as session:
        told(
            app,
            accounts.remove(
                session, understanding.changed(app, session, lambda each: names.account(each, bare(name), closed=True))
            ),
            _("removed {name}"),
        )


def told(app: App, made: AccountMade, text: str, **more: str) -> None:
    """What was done to the tree."""
    path = made.account.path
    line = text.format(name=path, kind=_(made.account.kind), **more)
    receipt.told(app, made.op, made.dry_run, line, short=path, account=as_json(made.account))


def show_one(app: App, name: str) -> None:
    """Show one account with its names and what it holds."""
    from wallet_cli.cli.render.look import facts as screen
    from wallet_cli.services.look import show as looking

    out = Output(app)
    with opening.reading(app) as session:
        shown = looking.account(
            session, understanding.looked(app, session, lambda each: names.account(each, bare(name), closed=True))
        )
        if out.as_json:
            _documents(out, [{**as_json(shown.account), **screen.balances(shown)}], "accounts")
        elif out.form == "tsv":
            show(out, [shown.account], "accounts")
        else:
            screen.write(out, screen.account_facts(shown, style(session), _))


KIND: Param = opt(
    "kind", "--kind", metavar="KIND", help=N_("one of {names}"), complete="kind", names=kinds.money, spoken=True
)
ALIASES: Param = opt("aliases", "--alias", takes=MANY, metavar="NAME", help=N_("another name for it"))
CURRENCIES: Param = opt(
    "currencies",
    "--currency",
    takes=MANY,
    metavar="CODE",
    help=N_("a currency it holds; several with commas between"),
    complete="currency",
)
NUMBERS: tuple[Param, ...] = (
    opt(
        "iban",
        "--iban",
        metavar="IBAN",
        help=N_("its IBAN, with spaces or without; a mistyped one is refused"),
        empty=True,
    ),
    opt(
        "number",
        "--number",
        metavar="NUMBER",
        help=N_("the bank's number for it, or an address, where it isn't an IBAN"),
        empty=True,
    ),
    opt(
        "also",
        "--also",
        takes=MANY,
        metavar="NUMBER",
        help=N_("what else files call it: a card's last digits, another number, its name as a means of payment"),
    ),
)

COMMAND = Noun(
    "accounts",
    N_("where money is"),
    (
        Spec(
            "list",
            N_("list accounts"),
            listing,
            (opt("closed", "--closed", takes=FLAG, help=N_("include closed ones")),),
            ("wallet accounts",),
        ),
        Spec(
            "add",
            N_("add an account"),
            add,
            (
                arg(
                    "words",
                    takes=WORDS,
                    metavar="NAME",
                    help=N_("its name (a colon makes levels: bank:savings), and what is in it or owed on it now"),
                ),
                KIND._replace(help=N_("one of {names}; when left out, what its name says")),
                CURRENCIES,
                opt("opening_text", "--opening", metavar="AMOUNT", help=N_("what is in it now")),
                opt(
                    "owed",
                    "--owed",
                    metavar="AMOUNT",
                    help=N_("what is owed on it now ({names})"),
                    names=kinds.debts,
                    spoken=True,
                ),
                *NUMBERS,
                ALIASES,
                opt("day", "-d", "--date", metavar="DATE", help=N_("the day of the opening balance")),
            ),
            (
                "wallet accounts add checking 1240.55",
                "wallet accounts add visa owed 420",
                "wallet accounts add cash --kind cash --opening 80",
                "wallet accounts add anna --kind person",
            ),
            hints=(
                Hint(
                    SIGNED,
                    ("--opening", "{typed}"),
                    lambda typed, line: UsageProblem("balance-needs-option", text=typed, corrected=line),
                ),
            ),
        ),
        Spec("show", N_("show one account"), show_one, (NAME,), ("wallet accounts show cash",)),
        Spec(
            "rename",
            N_("give it another name; the old one stays as an alias"),
            rename,
            (NAME, arg("new", metavar="NEW", help=N_("the new name"))),
            ("wallet accounts rename cash purse",),
        ),
        Spec(
            "edit",
            N_("change kind, currencies, number or aliases"),
            edit,
            (
                NAME,
                KIND,
                CURRENCIES,
                *NUMBERS,
                opt("drop_also", "--drop-also", takes=MANY, metavar="NUMBER", help=N_("one of these to forget")),
                ALIASES,
                opt("drop", "--drop-alias", takes=MANY, metavar="NAME", help=N_("an alias to forget")),
            ),
            ("wallet accounts edit bank --alias giro", "wallet accounts edit visa --kind card"),
            N_(
                "Changing the kind changes no amount. An account that is used can't become a person, and a person "
                "can't become an account."
            ),
        ),
        Spec(
            "close",
            N_("close an account that holds nothing"),
            close,
            (NAME, opt("reopen", "--reopen", takes=FLAG, help=N_("open it again"))),
            ("wallet accounts close purse",),
        ),
        Spec("rm", N_("remove an account that was never used"), remove, (NAME,), ("wallet accounts rm purse",)),
    ),
)
