"""``wallet categories``: what money is for."""

from __future__ import annotations

from wallet_cli.cli.access import opening
from wallet_cli.cli.commands import understanding
from wallet_cli.cli.render.output import Column, Output
from wallet_cli.cli.render.record import receipt
from wallet_cli.cli.spec import FLAG, MANY, Hint, Noun, Spec, arg, opt
from wallet_cli.domain import kinds
from wallet_cli.domain.account import SEPARATOR, Account, bare, new_name
from wallet_cli.domain.look.name_order import name_order
from wallet_cli.domain.text import visible
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.services import names
from wallet_cli.services.desk import closing, merging
from wallet_cli.services.session import style
from wallet_cli.services.things import accounts, both_ways
from wallet_cli.services.things.starting import LATIN_ALIASES
from wallet_cli.words.amount import as_json, people
from wallet_cli.words.counted import TRANSACTIONS, counted
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.services.things.accounts import AccountMade


def listing(app: App, income: bool, closed: bool) -> None:
    """List categories: a tree for people, full names for programs."""
    with opening.reading(app) as session:
        found = accounts.listing(session, categories=True, closed=closed)
        _show(app, [each for each in found if kinds.of(each.kind).flow == kinds.EARNED or not income])


def _show(app: App, found: list[Account]) -> None:
    out = Output(app)
    if out.form == "json":
        out.json({"schema": "wallet.categories/1", "categories": [_as_json(each) for each in found]})
    elif out.form == "jsonl":
        out.jsonl({"schema": "wallet.categories/1", **_as_json(each)} for each in found)
    elif app.options.quiet:
        for each in found:
            out.line(each.path)
    else:
        table = out.form == "table"
        columns = (
            Column("name", _("name"), flexible=True),
            Column("kind", _("kind")),
            Column("aliases", _("also called"), drop=1, flexible=True, sparse=table),
            Column("closed", _("closed"), drop=2),
        )
        ordered = sorted(found, key=lambda each: (each.kind, name_order(each.path))) if table else found
        paths = {kind: {each.path for each in found if each.kind == kind} for kind in kinds.categories()}
        out.rows(columns, [_row(each, table=table, among=paths[each.kind]) for each in ordered])


def _row(each: Account, *, table: bool, among: set[str]) -> list[str]:
    closed = (_("closed") if table else "closed") if each.closed else ""
    name = _indented(each.path, among) if table else each.path
    aliases = [alias for alias in each.aliases if not (table and LATIN_ALIASES.get(each.path) == alias)]
    return [name, _(each.kind) if table else each.kind, (_(", ") if table else ", ").join(aliases), closed]


def _indented(path: str, among: set[str]) -> str:
    """The last part of a path below its parent; the whole path where the parent isn't shown."""
    parent, sign, last = path.rpartition(SEPARATOR)
    return "  " * parent.count(SEPARATOR) + "  " + last if sign and parent in among else path


def _as_json(each: Account) -> dict[str, Any]:
    return {
        "id": each.uid.hex(),
        "name": each.path,
        "kind": each.kind,
        "aliases": list(each.aliases),
        "closed": each.closed,
    }


def add(app: App, name: str, income: bool, both: bool, aliases: list[str]) -> None:
    """Add a category."""
    if both:
        if income:
            raise UsageProblem("options-exclude", options=("--income", "--both"))
        _add_both(app, new_name(name, "+"), aliases)
        return
    with opening.writing(app, "categories add") as session:
        kind = kinds.categories(kinds.EARNED if income else kinds.SPENT)[0]
        wish = Account(b"", new_name(name, "+"), kind, (), "", tuple(aliases))
        _told(app, accounts.add(session, wish), _("added category {name}"))


def _add_both(app: App, path: str, aliases: list[str]) -> None:
    """Let one name serve what is given and what is received."""
    with opening.writing(app, "categories add") as session:
        made = both_ways.add(session, path, {kinds.EARNED: _("received"), kinds.SPENT: _("given")}, aliases)
        earned = made.other if kinds.of(made.other.kind).flow == kinds.EARNED else made.category
        text = _("{name} serves both directions: what comes in is {other}")
        line = text.format(name=made.category.path, other=earned.path)
        keys = {"category": _as_json(made.category), "other": _as_json(made.other)}
        receipt.told(app, made.op, made.dry_run, line, short=made.category.path, **keys)


def rename(app: App, name: str, new: str) -> None:
    """Rename a category, those below it with it; the old names stay as aliases."""
    with opening.writing(app, "categories rename") as session:
        made = accounts.rename(
            session,
            understanding.changed(app, session, lambda each: names.category(each, bare(name), closed=True)),
            new_name(new, "+"),
        )
        _told(app, made, _("renamed to {name}"))


def edit(app: App, name: str, aliases: list[str], drop: list[str]) -> None:
    """Change the names a category answers to."""
    with opening.writing(app, "categories edit") as session:
        node = understanding.changed(app, session, lambda each: names.category(each, bare(name), closed=True))
        _told(app, accounts.edit(session, node, accounts.AccountEdit(None, None, aliases, drop)), _("changed {name}"))


def close(app: App, name: str, reopen: bool) -> None:
    """Close a category, or open it again."""
    with opening.writing(app, "categories close") as session:
        node = understanding.changed(app, session, lambda each: names.category(each, bare(name), closed=True))
        if reopen:
            made, has_ended = closing.reopen(session, node)
            _told(app, made, _("opened {name} again"))
            if has_ended:
                text = _("its envelope has ended; to give it one again: `wallet budget set {name} AMOUNT`")
                _remark(app, made, said(text, name=node.path))
            return
        closed = closing.close(session, node)
        ended = [_as_ended(each) for each in closed.ended]
        _told(app, closed.made, _("closed {name}"), **({"ended": ended} if ended else {}))
        for each in closed.ended:
            if each.over_minor:
                text = _("the envelope of {name} has ended; it was {amount} over")
            elif each.freed_minor:
                text = _(
                    "the envelope of {name} has ended; what was left in it, {amount}, is available to budget again"
                )
            else:
                text = _("the envelope of {name} has ended; nothing was left in it")
            shown = people(each.over_minor or each.freed_minor, each.currency, style(session))
            _remark(app, closed.made, text.format(name=visible(each.envelope), amount=shown))
        if closed.goes_on:
            _remark(app, closed.made, _("its envelope goes on: open categories below it count to it"))


def _as_ended(each: closing.Ended) -> dict[str, Any]:
    """An envelope that ended: ``over`` only where more was spent than it held."""
    freed = {"envelope": each.envelope, "freed": as_json(each.freed_minor, each.currency)}
    return freed | ({"over": as_json(each.over_minor, each.currency)} if each.over_minor else {})


def merge(app: App, name: str, into: str) -> None:
    """Make one category of two."""
    with opening.writing(app, "categories merge") as session:
        made = understanding.changed(app, session, lambda each: merging.merge(each, bare(name), bare(into)))
        path = made.category.path
        text = _("merged into {name}: {transactions} changed")
        line = text.format(name=path, transactions=counted(made.transactions, TRANSACTIONS))
        if made.has_envelope:
            line += _("; its envelope holds what both held")
        keys = {"category": _as_json(made.category), "changed": made.transactions}
        receipt.told(app, made.op, made.dry_run, line, short=path, **keys)


def remove(app: App, name: str) -> None:
    """Remove a category that was never used."""
    with opening.writing(app, "categories rm") as session:
        made = accounts.remove(
            session, understanding.changed(app, session, lambda each: names.category(each, bare(name), closed=True))
        )
        _told(app, made, _("removed {name}"))


def show(app: App, name: str) -> None:
    """Show one category with those below it."""
    with opening.reading(app) as session:
        node = understanding.looked(app, session, lambda each: names.category(each, bare(name), closed=True))
        every = accounts.listing(session, categories=True, closed=True)
        _show(app, [each for each in every if each.path == node.path or each.path.startswith(node.path + SEPARATOR)])


def _told(app: App, made: AccountMade, text: str, **more: Any) -> None:
    path = made.account.path
    keys = {"category": _as_json(made.account), **more}
    receipt.told(app, made.op, made.dry_run, text.format(name=path), short=path, **keys)


def _remark(app: App, made: AccountMade, text: str) -> None:
    """A further line for people, where anything was done."""
    out = Output(app)
    if made.op and not out.as_json and not app.options.quiet:
        out.prose(text)


NAME = arg("name", metavar="CATEGORY", help=N_("the category's name"), complete="category")
ALIASES = opt("aliases", "--alias", takes=MANY, metavar="NAME", help=N_("another name for it"))
DROP = opt("drop", "--drop-alias", takes=MANY, metavar="NAME", help=N_("an alias to forget"))

COMMAND = Noun(
    "categories",
    N_("what money is for"),
    (
        Spec("list", N_("list categories"), listing,
             (opt("income", "--income", takes=FLAG, help=N_("those of income only")),
              opt("closed", "--closed", takes=FLAG, help=N_("include closed ones"))),
             ("wallet categories", "wallet categories list --income")),
        Spec("add", N_("add a category"), add,
             (arg("name", metavar="NAME", help=N_("its name; a colon makes levels: food:coffee")),
              opt("income", "--income", takes=FLAG, help=N_("for money that comes in")),
              opt("both", "--both", takes=FLAG, help=N_("for what is given and received under one name")), ALIASES),
             ("wallet categories add food:coffee", "wallet categories add royalties --income",
              "wallet categories add gifts --both"),
             N_("--both also adds an income category below it; `pay` and `receive` then use the right one for the "
                "same name.")),
        Spec("show", N_("show one category and those below it"), show, (NAME,), ("wallet categories show food",)),
        Spec("rename", N_("give it another name; the old one stays as an alias"), rename,
             (NAME, arg("new", metavar="NEW", help=N_("the new name"))), ("wallet categories rename fun leisure",)),
        Spec("edit", N_("change its aliases"), edit, (NAME, ALIASES, DROP),
             ("wallet categories edit food --alias groceries",),
             hints=(Hint("--kind", ("categories", "add", "NAME"),
                         lambda _typed, line: UsageProblem("kind-stays", corrected=line), is_line=True),)),
        Spec("close", N_("close a category: nothing can be recorded in it any more"), close,
             (NAME, opt("reopen", "--reopen", takes=FLAG, help=N_("open it again"))),
             ("wallet categories close gifts",)),
        Spec("merge", N_("make one category of two: names, history and envelope become the second's"), merge,
             (NAME, arg("into", metavar="INTO", help=N_("the category that stays"), complete="category")),
             ("wallet categories merge eating-out food",)),
        Spec("rm", N_("remove a category that was never used"), remove, (NAME,), ("wallet categories rm gifts",)),
    ),
)  # fmt: skip
