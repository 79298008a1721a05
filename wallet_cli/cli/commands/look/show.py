"""``wallet show``: everything about one transaction, operation, account or payee."""

from __future__ import annotations

from datetime import date

from wallet_cli.cli.access import opening
from wallet_cli.cli.commands.amend import log
from wallet_cli.cli.commands.look import history
from wallet_cli.cli.render.look.facts import Facts, Say, account_facts, balances, write
from wallet_cli.cli.render.moment import local
from wallet_cli.cli.render.output import Output
from wallet_cli.cli.spec import Spec, arg
from wallet_cli.domain.transaction import STATES, Posting
from wallet_cli.i18n import N_, _
from wallet_cli.services.amend.oplog import Teller
from wallet_cli.services.look import show
from wallet_cli.services.look.history import MOST_COUNTED, Part
from wallet_cli.services.look.show import Shown, ShownAccount, ShownOperation, ShownPayee, ShownTransaction
from wallet_cli.services.session import Session, money_of, style
from wallet_cli.words import amount, bank_facts
from wallet_cli.words.log import command
from wallet_cli.words.names import apart, spoken

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.domain.amounts import Style


INNER = ("operations", "id")
"""What only those look for who know how the books are kept."""


def run(app: App, name: str) -> None:
    """Show it."""
    out = Output(app)
    with opening.reading(app) as session:
        shown = show.show(session, name)
        if out.as_json:
            out.json({"schema": "wallet.show/1", **_document(session, shown)})
            return
        say: Say = str if out.form == "tsv" else _
        facts = _facts(app, session, shown, say)
        write(out, [each for each in facts if each[0] not in INNER] if app.simple else facts)


def _facts(app: App, session: Session, shown: Shown, say: Say) -> Facts:
    numbers = style(session)
    if isinstance(shown, ShownTransaction):
        return _transaction(session, shown, numbers, say)
    if isinstance(shown, ShownOperation):
        undone = f"o{shown.op.undone_by}" if shown.op.undone_by else ""
        return [
            (N_("operation"), shown.op.ref),
            (N_("time"), local(app, shown.op.time_us)),
            (N_("command"), shown.op.command if say is str else command(shown.op.command)),
            (N_("what it did"), log.sentence(session, Teller(session), shown.op, numbers)),
            (N_("transactions"), " ".join([ref for ref, _uid in shown.transactions] + ["…"] * shown.more)),
            (N_("where"), shown.op.terminal),
            (N_("undoes"), f"o{shown.op.undoes}" if shown.op.undoes else ""),
            (N_("undone by"), undone),
        ]
    if isinstance(shown, ShownAccount):
        return account_facts(shown, numbers, say)
    last = shown.last
    return [
        (N_("payee"), shown.payee.name),
        (N_("also called"), _(", ").join(shown.payee.aliases)),
        (N_("transactions"), f"{shown.transactions}" + ("+" if shown.transactions == MOST_COUNTED else "")),
        (N_("last"), apart([date.fromordinal(last.day).isoformat(), last.ref]) if last else ""),
    ]


def _transaction(session: Session, shown: ShownTransaction, numbers: Style, say: Say) -> Facts:
    entry, txn = shown.entry, shown.transaction
    facts = [
        (N_("transaction"), entry.ref),
        (N_("date"), date.fromordinal(entry.day).isoformat()),
        (N_("payee"), entry.payee),
        (N_("as delivered"), txn.delivered),
        (N_("memo"), entry.memo),
        (N_("tags"), " ".join(f"#{tag}" for tag in entry.tags)),
        (N_("state"), say(entry.state)),
    ]
    for at, (part, posting) in enumerate(zip(entry.parts, txn.postings, strict=True)):
        facts.append((N_("postings") if not at else "", _posting(session, part, posting, numbers, say)))
        facts += [
            ("", f"  {bank_facts.label(name, say)} {value}") for name, value in bank_facts.by_table(posting.facts)
        ]
    facts += [
        (N_("refund of"), " ".join(shown.refund_of)),
        (N_("refunds"), " ".join(each.ref for each in shown.refunds)),
        (N_("to review"), _maybe(shown, say)),
        (N_("operations"), " ".join(shown.operations)),
        (N_("id"), txn.uid.hex()),
    ]
    return facts


def _maybe(shown: ShownTransaction, say: Say) -> str:
    """What a transaction's row of the bank might be as well."""
    others = [ref for ref in shown.maybe if ref != shown.entry.ref]
    if others:
        return say(N_("may be the same as {refs}")).format(refs=" ".join(others))
    return say(N_("what was recorded and the bank's row may be two")) if shown.maybe else ""


def _posting(session: Session, part: Part, posting: Posting, numbers: Style, say: Say) -> str:
    """``bank  -€41.87 (-$45.00)  2026-11-20  value date 2026-11-22  bank's id X1``."""
    words = [
        part.account if say is str else spoken(part.account),
        amount.people(part.amount_minor, part.currency, numbers),
    ]
    if posting.original_currency:
        unit = money_of(session, posting.original_currency)
        words.append(f"({amount.people(posting.original_minor, unit, numbers)})")
    words.append(date.fromordinal(part.date).isoformat())
    words.append(say(STATES[part.state]))
    if posting.value_date:
        words.append(say(N_("value date {date}")).format(date=date.fromordinal(posting.value_date).isoformat()))
    if posting.bank_id:
        words.append(say(N_("bank's id {id}")).format(id=posting.bank_id))
    return apart(words)


def _document(session: Session, shown: Shown) -> dict[str, Any]:
    if isinstance(shown, ShownTransaction):
        whole = history.document(shown.entry)
        for each, posting in zip(whole["postings"], shown.transaction.postings, strict=True):
            each["value_date"] = date.fromordinal(posting.value_date).isoformat() if posting.value_date else None
            each["bank_id"] = posting.bank_id or None
            each["original"] = _original(session, posting)
            each["facts"] = dict(posting.facts)
        return {
            "kind": "transaction",
            **whole,
            "delivered": shown.transaction.delivered,
            "refund_of": list(shown.refund_of),
            "refunds": [each.ref for each in shown.refunds],
            "maybe_same": list(shown.maybe),
            "operations": list(shown.operations),
        }
    if isinstance(shown, ShownOperation):
        made = [{"ref": ref, "id": uid.hex()} for ref, uid in shown.transactions]
        more = {"more": True} if shown.more else {}
        return {"kind": "operation", **log.document(shown.op, Teller(session)), "transactions": made, **more}
    if isinstance(shown, ShownPayee):
        payee = shown.payee
        last = shown.last.ref if shown.last else None
        return {
            "kind": "payee",
            "id": payee.uid.hex(),
            "name": payee.name,
            "aliases": list(payee.aliases),
            "transactions": shown.transactions,
            "last": last,
        }
    return {"kind": shown.account.type, **_account(shown)}


def _original(session: Session, posting: Posting) -> dict[str, Any] | None:
    if not posting.original_currency:
        return None
    return amount.as_json(posting.original_minor, money_of(session, posting.original_currency))


def _account(shown: ShownAccount) -> dict[str, Any]:
    from wallet_cli.cli.commands.things import accounts

    whole = accounts.as_json(shown.account)
    whole["account_kind"] = whole.pop("kind")
    return {**whole, **balances(shown)}


STATE_NAMES = (N_("pending"), N_("booked"), N_("reconciled"), N_("void"))

COMMAND = Spec(
    "show",
    N_("show one transaction, operation, account or payee"),
    run,
    (arg("name", metavar="NAME", help=N_("t412, o881, last, an account, a category or a payee"), complete="thing"),),
    ("wallet show t412", "wallet show o881", "wallet show bank", "wallet show Coffee --json"),
)
