"""``wallet payees``: who is paid and who pays."""

from __future__ import annotations

from datetime import date

from wallet_cli.cli.access import opening
from wallet_cli.cli.render.output import Column, Output
from wallet_cli.cli.render.record import receipt
from wallet_cli.cli.spec import MANY, WORDS, Noun, Spec, arg, opt
from wallet_cli.domain.payments.identifiers import grouped, read_iban
from wallet_cli.domain.text import visible
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.services.things import payee_accounts, payees
from wallet_cli.words.counted import TRANSACTIONS, counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.domain.account import Payee
    from wallet_cli.services.things.payees import PayeeMade


def listing(app: App, words: list[str]) -> None:
    """List payees with their aliases."""
    out = Output(app)
    with opening.reading(app) as session:
        found = payees.listing(session, " ".join(words))
        if out.form == "json":
            out.json({"schema": "wallet.payees/1", "payees": [_as_json(each) for each in found]})
        elif out.form == "jsonl":
            out.jsonl({"schema": "wallet.payees/1", **_as_json(each)} for each in found)
        elif app.options.quiet:
            for each in found:
                out.line(visible(each.name))
        else:
            columns = (
                Column("name", _("name"), flexible=True),
                Column("aliases", _("also called"), drop=1, flexible=True),
            )
            between = _(", ") if out.form == "table" else ", "
            out.rows(columns, [[each.name, between.join(each.aliases)] for each in found])


def show(app: App, name: str) -> None:
    """Show one payee: names, how many transactions, since when and until when."""
    out = Output(app)
    with opening.reading(app) as session:
        payee = payees.find(session, name)
        use = payees.use_of(session, payee)
        iban = payee_accounts.iban_of(session, payee)
        first, last = (date.fromordinal(day).isoformat() if day else "" for day in (use.first, use.last))
        if out.as_json:
            used = {"transactions": use.transactions, "first": first or None, "last": last or None}
            out.json({"schema": "wallet.payee/1", **_as_json(payee), "iban": iban or None, **used})
            return
        columns = (
            Column("name", _("name"), flexible=True),
            Column("aliases", _("also called"), drop=1, flexible=True),
            Column("transactions", _("transactions"), right=True),
            Column("first", _("first"), drop=3),
            Column("last", _("last"), drop=2),
            Column("iban", _("IBAN"), sparse=True),
        )
        shown = grouped(iban) if out.form == "table" else iban
        out.rows(columns, [[payee.name, ", ".join(payee.aliases), str(use.transactions), first, last, shown]])


def add(app: App, name: str, iban: str | None) -> None:
    """Add a payee, and the account into which it is paid."""
    number = read_iban(iban) if iban else ""
    with opening.writing(app, "payees add") as session:
        _told_account(app, payees.add(session, name, number), _("added payee {name}"), number)


def edit(app: App, name: str, iban: str | None) -> None:
    """Change the account into which a payee is paid; "" takes it away."""
    if iban is None:
        raise UsageProblem(
            "argument-missing", argument="--iban IBAN", command="payees edit", line=("NAME", "--iban", "IBAN")
        )
    number = read_iban(iban) if iban.strip() else ""
    with opening.writing(app, "payees edit") as session:
        _told_account(app, payees.edit(session, name, number), _("changed {name}"), number)


def _told_account(app: App, made: PayeeMade, text: str, iban: str) -> None:
    """What was done, with the number as it is printed, to be proof-read."""
    told = _("{what}, paid into {account}").format(what=text, account=grouped(iban)) if iban else text
    _told(app, made, told, iban=iban or None)


def rename(app: App, name: str, new: str) -> None:
    """Give a payee another name; the old one stays as an alias."""
    with opening.writing(app, "payees rename") as session:
        _told(app, payees.rename(session, name, new), _("renamed to {name}"))


def alias(app: App, name: str, words: list[str], drop: list[str]) -> None:
    """Add or drop further names of a payee."""
    if not (words or drop):
        raise UsageProblem("argument-missing", argument="ALIAS", command="payees alias", line="NAME ALIAS")
    with opening.writing(app, "payees alias") as session:
        _told(app, payees.alias(session, name, (" ".join(words),) if words else (), tuple(drop)), _("changed {name}"))


def merge(app: App, name: str, into: str) -> None:
    """Make one payee of two."""
    with opening.writing(app, "payees merge") as session:
        _told(app, payees.merge(session, name, into), _("merged into {name}: {transactions} changed"))


def remove(app: App, name: str) -> None:
    """Remove a payee that no transaction names."""
    with opening.writing(app, "payees rm") as session:
        _told(app, payees.remove(session, name), _("removed {name}"))


def _told(app: App, made: PayeeMade, text: str, **more: str | None) -> None:
    name = visible(made.payee.name)
    line = text.format(name=name, transactions=counted(made.transactions, TRANSACTIONS))
    keys = {"payee": {**_as_json(made.payee), **more}, "changed": made.transactions}
    receipt.told(app, made.op, made.dry_run, line, short=name, **keys)


def _as_json(each: Payee) -> dict[str, Any]:
    return {"id": each.uid.hex(), "name": each.name, "aliases": list(each.aliases)}


IBAN = opt(
    "iban", "--iban", metavar="IBAN",
    help=N_("the IBAN it is paid into, with blanks or without; a mistyped one is refused, \"\" takes it away"),
    empty=True,
)  # fmt: skip
NAME = arg("name", metavar="PAYEE", help=N_("the payee's name"), complete="payee")

COMMAND = Noun(
    "payees",
    N_("who is paid and who pays"),
    (
        Spec("list", N_("list payees"), listing,
             (arg("words", takes=WORDS, required=False, metavar="WORDS", help=N_("only names with these words")),),
             ("wallet payees", "wallet payees list coffee")),
        Spec("show", N_("show one payee: its names, its account and how often it was used"), show, (NAME,),
             ("wallet payees show Coffee",)),
        Spec("add", N_("add a payee, to keep the account that it is paid into"), add,
             (arg("name", metavar="NAME", help=N_("the payee's name")), IBAN),
             ('wallet payees add "Ada Example" --iban "DE89 3704 0044 0532 0130 00"',)),
        Spec("edit", N_("change the account that it is paid into"), edit, (NAME, IBAN),
             ("wallet payees edit Coffee --iban DE89370400440532013000", 'wallet payees edit Coffee --iban ""')),
        Spec("rename", N_("give it another name; the old one stays as an alias"), rename,
             (NAME, arg("new", metavar="NEW", help=N_("the new name"))),
             ('wallet payees rename Coffee "Corner Coffee"',)),
        Spec("alias", N_("give it more names"), alias,
             (NAME, arg("words", takes=WORDS, required=False, metavar="ALIAS", help=N_("another name for it")),
              opt("drop", "--drop", takes=MANY, metavar="NAME", help=N_("an alias to forget"))),
             ("wallet payees alias Coffee Café", "wallet payees alias Coffee --drop Café",)),
        Spec("merge", N_("make one payee of two: names and transactions of the first become the second's"), merge,
             (NAME, arg("into", metavar="INTO", help=N_("the payee that stays"), complete="payee")),
             ("wallet payees merge Cofee Coffee",)),
        Spec("rm", N_("remove a payee that no transaction names"), remove, (NAME,), ("wallet payees rm Cofee",)),
    ),
)  # fmt: skip
