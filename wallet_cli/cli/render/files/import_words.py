"""The words of an import: how an account was found, what became of a row and why, what shows that a file was read
rightly."""

from __future__ import annotations

from wallet_cli.domain.files import unsigned
from wallet_cli.domain.files.ewallet import meaning
from wallet_cli.domain.files.ewallet_sides import GIVEN, SHARED, sides
from wallet_cli.domain.files.ewallet_words import NOTE, UNSAID
from wallet_cli.domain.files.statement import FEES_ASIDE
from wallet_cli.domain.text import loose, visible
from wallet_cli.i18n import N_, _, sign, spells_out
from wallet_cli.services.files.matching import ADDED, KNOWN
from wallet_cli.words import amount

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from wallet_cli.domain.amounts import Style
    from wallet_cli.domain.files.statement import Row
    from wallet_cli.services.files.imported import Began, Filed
    from wallet_cli.services.files.matching import Fate

STATUSES = {
    "new": N_("new"),
    "confirmed": N_("confirmed"),
    "known": N_("known"),
    "changed": N_("changed"),
    "removed": N_("removed"),
}
REASONS = {
    "not-seen": N_("not seen before"),
    "id-repeated": N_("several rows have its id"),
    "id-reused": N_("its id belonged to another row"),
    "bank-id": N_("same id"),
    "bank-id-changed": N_("same id, now with another {changed}"),
    "content": N_("same day, amount and text"),
    "near-date": N_("recorded by hand"),
    "other-file": N_("the other account's file brought it"),
    "only-amount": N_("recorded by hand, no other row has the amount"),
    "other-payee": N_("recorded by hand for another payee"),
    "amount-repeated": N_("recorded by hand, several have the amount"),
    "cash-before": N_("cash that was recorded long before"),
    "tip": N_("recorded by hand or pending, now with a tip"),
    "held": N_("was held, now with its final amount"),
    "other-amount": N_("was pending, now with another amount"),
    "several-open": N_("one of several of this payee, now with another amount"),
    "both-files": N_("the e-wallet's and the bank's file have it"),
    "both-files-only": N_("the e-wallet's and the bank's file have it, no other row can be it"),
    "both-files-less": N_("the e-wallet's and the bank's file have it, a red packet paid the rest"),
    "both-files-several": N_("the e-wallet's and the bank's file have it, several may be it"),
    "either-file": N_("the other file has several that may be it"),
    "ids-reissued": N_("same day, amount and text; the bank changed its ids"),
    "id-differs": N_("same day, amount and text as another one, with another id"),
    "seen": N_("imported before, changed since"),
    "removed": N_("removed since it was imported"),
    "repaid": N_("pays it off"),
    "moved": N_("moved between own accounts"),
    "apart": N_("moved, from or to an account that isn't known"),
    "own": N_("reads like moved between own accounts; booked as income or spending"),
}
INSIDE = "inside"
"""Why a row that moves money is booked nowhere: both its ends are one account."""
CHANGED_PARTS = {"date": N_("date"), "amount": N_("amount"), "text": N_("text")}
FOUND = {
    "number": (N_("account {account}, by its number"), N_("account {account}, by its number {number}")),
    "named": (N_("account {account}, as named"), N_("account {account}, as named; its number there: {number}")),
    "table": (
        N_("account {account}, as files of this kind before; another one is named behind the file"),
        N_("account {account}, as files of this kind before; another one is named behind the file"),
    ),
    "platform": (
        N_("account {account}, by its name"),
        N_("account {account}, by its name; its number there: {number}"),
    ),
    "asked": (N_("account {account}, as answered"), N_("account {account}, as answered; its number there: {number}")),
}
"""How the account was found: without and with a number in the file."""
NOTES = {
    "closed": N_("no money moved"),
    "anothers-card": N_("another person's card paid"),
    "not-yet-charged": N_("it is charged later"),
    "frozen": N_("money was only held, or let go"),
    GIVEN: N_("no account of yours paid it"),
    INSIDE: N_("it stayed inside one account"),
    "unclear": N_("the file says neither in nor out, and nothing shows which way it went"),
}
"""Why a row of an e-wallet is none (``domain.files.ewallet_words``)."""
OUTCOMES = {
    "taken": N_("taken over"),
    "kept": N_("kept as it was"),
    "split": N_("stays: it was split"),
    "reconciled": N_("stays: it is reconciled"),
    "transfer": N_("stays: it is a transfer"),
    "void": N_("stays: it is void"),
}
PROOFS = {
    "opening": N_(
        "{account} now begins on {day} with {amount}, as the bank's own balance says; it was {was} on {was_day}"
    ),
    "closing": N_(
        "{account} now begins on {day} with {amount}, and the bank's balance at the end agrees; "
        "it was {was} on {was_day}"
    ),
    "": N_("{account} now begins on {day} with {amount}; it was {was} on {was_day}"),
}
_EVIDENCE = {
    "balances": N_("its opening and closing balances agree with its rows"),
    "stated sums": N_("its own sums agree with its rows"),
    "opening record": N_("it says what the account began with"),
}
_PARTS = ("einzelbetrag", "individual amount", "montant individuel", "importo singolo", "teilbetrag")
"""How the columns begin that hold the parts of a collective booking."""
_RUNNING = "running balance"


def evidence(each: Filed) -> Iterator[str]:
    """What shows that a file was read rightly, or doesn't."""
    counted = each.running
    if counted is not None and counted.rows:
        text = _("the balance beside each row agrees ({agree} of {rows})")
        if counted.agree < counted.rows:
            text = _("the balance beside a row follows from the one before in {agree} of {rows}: a row may be missing")
        yield text.format(agree=counted.agree, rows=counted.rows)
    for name in each.head.evidence:
        if name not in (_RUNNING, unsigned.READ_OUT, unsigned.LEFT_IN, FEES_ASIDE):
            yield _(_EVIDENCE[name]) if name in _EVIDENCE else visible(name)


def today(began: Began, numbers: Style) -> str:
    """Whether what an account holds today stays as it was, once its beginning moved."""
    was, held = (
        amount.held(minor, began.currency, began.account.kind, numbers)
        for minor in (began.was_held_minor, began.held_minor)
    )
    if began.was_held_minor == began.held_minor:
        return _("today's balance stays {amount}").format(amount=held)
    return _("today's balance changes from {was} to {amount}").format(was=was, amount=held)


def booked_on(each: Filed, fate: Fate) -> str:
    """The account that a row was booked on: of what moved between two, from which to which."""
    sides = {minor > 0: each.paths.get(uid, "") for uid, minor in fate.moved}
    return sign(" → ").join(sides[end] for end in sorted(sides)) or each.account.path


def status_of(fate: Fate) -> str:
    """What became of a row; a known one of which the bank says something else by now is changed."""
    return "changed" if fate.changed and fate.status == KNOWN else fate.status


def route(transfer: tuple[str, str]) -> str:
    """From which account to which."""
    return sign(" → ").join(visible(path) or unknown() for path in transfer)


def unknown() -> str:
    """What is said in place of an account that isn't known."""
    return _("an unknown account") if spells_out() else "?"


def period(first: str, last: str) -> str:
    """The days of a file (ISO); one alone where it has no other."""
    return first if first == last else _("{first} to {last}").format(first=first, last=last)


def reason(fate: Fate) -> str:
    """Why a row is what it is, and the transaction that it is."""
    changed = _(", ").join(_(CHANGED_PARTS[part]) for part in fate.changed)
    text = _(REASONS[fate.reason]).format(changed=changed) if fate.reason in REASONS else fate.reason
    if fate.by:
        text += _("; by rule: {rules}").format(rules=" ".join(fate.by))
    return text if fate.status == ADDED else _("{why} ({told})").format(why=text, told=f"t{fate.txn}")


def why_left_said(row: Row) -> str:
    """Why nothing was booked for a row: what it calls the account whose file brings it, or that several shared it."""
    found = sides(meaning(row))
    if found.why == SHARED:
        return _("{places}: how much each paid isn't said").format(places=visible(row.method))
    places = [visible(side.name) for side in found.sides if side.name not in ("", UNSAID)]
    return _("left to the file of {places}").format(
        places=_(", ").join(places) or (visible(row.method or row.kind) or unknown())
    )


def why_note(row: Row) -> str:
    """Why a row moves no money, in plain words; what the file says of it where that is clear by itself."""
    opens = dict(row.extra).get("opening-balance")
    batch = next((name for name, _value in row.extra if loose(name).startswith(_PARTS)), "")
    if batch:
        return _("part of a collective booking")
    if opens is not None or (not row.method and not row.status and not row.kind):
        return _("what the account began with") if opens is not None else ""
    found = meaning(row)
    why = found.why or (sides(found).why if found.what != NOTE else "") or (INSIDE if found.left or found.came else "")
    told = visible(row.status or row.kind)
    if why not in NOTES:
        return told
    if why in (GIVEN, INSIDE):
        return _(NOTES[why])
    return _("{why} ({told})").format(why=_(NOTES[why]), told=told) if told else _(NOTES[why])
