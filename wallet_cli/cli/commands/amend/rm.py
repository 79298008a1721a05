"""``wallet rm``: take transactions out of the books; undo brings them back, except what is erased for good."""

from __future__ import annotations

from wallet_cli.cli.access import ask, asked, keyholder, opening
from wallet_cli.cli.render.output import Output
from wallet_cli.cli.render.record import receipt
from wallet_cli.cli.spec import FLAG, WORDS, Spec, arg, opt
from wallet_cli.domain.text import visible
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.services.amend import edit
from wallet_cli.services.session import Session, style
from wallet_cli.words import log
from wallet_cli.words.counted import ENTRIES, FILES, counted
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.cli.app import App
    from wallet_cli.services.amend.erase import Done
    from wallet_cli.services.vault.access import Store
    from wallet_cli.services.vault.location import Place

CAN_NOT = N_("Backups, exports and other copies still hold it, and an SSD may keep what was overwritten.")
GUESSABLE = N_(
    "It was recorded by an earlier version of wallet: anyone who has the keys can still find the amount by guessing."
)
FOLD = N_(
    "Its log may still hold it: once no other program has the wallet open, and the disk has room, run: `wallet verify`"
)
ASIDE = N_("also destroyed, because it may be in there: {files}, set aside")


def run(app: App, refs: list[str], erase_body: bool, **given: str | bool | None) -> None:
    """Remove them, all in one operation."""
    if erase_body:
        _erase(app, refs, keyholder.way(given))
        return
    if any(given.values()):
        raise UsageProblem("key-without-erase", line=" ".join(refs))
    with opening.writing(app, "rm") as session:
        receipt.edited(app, session, edit.remove(session, refs), _("Removed {refs}: {what}"))


def _erase(app: App, refs: list[str], way: keyholder.Offer) -> None:
    """Erase them for good: by someone who knows a key's secret, and says yes."""
    from wallet_cli.services.vault import access

    where = opening.place(app)
    opened, _by = keyholder.keys_and_secret(app, where, way)
    store = access.open_with(where, opened)
    try:
        with access.used(store):
            _erased(app, store, where, refs)
    finally:
        store.close()


def _erased(app: App, store: Store, where: Place, refs: list[str]) -> None:
    """The same, of the open store."""
    from wallet_cli.cli.render.progress import Bar
    from wallet_cli.cli.render.vault.checks import titles
    from wallet_cli.services.amend import erase
    from wallet_cli.services.vault import leftovers

    session = opening.session(app, store, erase.COMMAND)
    if leftovers.erasable(where) and erase.is_done(session, refs):
        _finish(app, where, refs)
        return
    plan = erase.planned(session, refs)
    out = Output(app)
    names = " ".join(ref for ref, _uid in plan.transactions)
    told = log.sentence(plan.what, style(session)) if plan.what else ""
    if not (out.as_json or app.options.quiet):
        out.note(_(CAN_NOT))
        if plan.guessable:
            out.note(_(GUESSABLE))
    if told and not app.options.quiet:
        out.note(f"{names}: {told}")
    question = _("erase {refs} for good? Nothing brings it back.").format(refs=names)
    if not app.options.dry_run and not ask.yes(app, question):
        out.note(_("nothing was erased"))
        return
    with Bar(app, titles()) as bar:
        erased = erase.erase(session, refs, bar)
    aside = None if app.options.dry_run else leftovers.destroy(where, app.around.random)
    _show(app, out, session, erased, len(aside.gone) if aside else 0)
    if aside:
        leftovers.require_gone(where, aside, " ".join(refs))


def _finish(app: App, where: Place, refs: list[str]) -> None:
    """Destroy what an erasure had to leave of what was set aside."""
    from wallet_cli.services.vault import leftovers

    out, names = Output(app), _(", ").join(leftovers.names_of(leftovers.erasable(where)))
    question = _("destroy what was set aside ({names})? Nothing brings it back.").format(names=visible(names))
    if not app.options.dry_run and not ask.yes(app, question):
        out.note(_("nothing was erased"))
        return
    aside = None if app.options.dry_run else leftovers.destroy(where, app.around.random)
    count = len(aside.gone) if aside else 0
    if out.as_json:
        out.json(receipt.document("", app.options.dry_run, transactions=[], balances=[], erased={"aside": count}))
    elif count and not app.options.quiet:
        out.prose(_(ASIDE).format(files=counted(count, FILES)))
    if aside:
        leftovers.require_gone(where, aside, " ".join(refs))


def _show(app: App, out: Output, session: Session, erased: Done, aside: int) -> None:
    dry_run, numbers = app.options.dry_run, style(session)
    if out.as_json:
        moved = {"transactions": receipt.named(erased.transactions), "balances": receipt.balances(erased.changes)}
        counts = {
            "payees_erased": erased.payees,
            "payees_kept": list(erased.payees_kept),
            "rewritten": erased.rewritten,
            "aside": aside,
        }
        out.json(receipt.document(erased.op, dry_run, **moved, erased={**counts, "folded": erased.folded}))
        return
    if app.options.quiet:
        out.line(erased.op)
        return
    line = _("Erased {refs} for good").format(refs=" ".join(ref for ref, _uid in erased.transactions))
    out.prose(_("would do: {what}").format(what=line) if dry_run else f"{line}   {erased.op}")
    if erased.changes:
        out.phrases(receipt.change_texts(erased.changes, numbers, None))
    if erased.payees:
        out.prose(_("payees that nothing else used, erased with it: {count}").format(count=erased.payees))
    for name in erased.payees_kept:
        out.prose(_("the payee {name} stays: other transactions have it").format(name=visible(name)))
    if erased.rewritten:
        entries = counted(erased.rewritten, ENTRIES)
        out.prose(_("rewritten, because it was beside it in the journal: {entries}").format(entries=entries))
    if aside:
        out.prose(_(ASIDE).format(files=counted(aside, FILES)))
    if not erased.folded:
        out.note(said(_(FOLD)))


COMMAND = Spec(
    "rm",
    N_("take a transaction out of the books"),
    run,
    (
        arg(
            "refs",
            takes=WORDS,
            metavar="ID",
            help=N_("the transactions; last is the last one recorded"),
            complete="transaction",
        ),
        opt("erase_body", "--erase-body", takes=FLAG, help=N_("also erase what it says from the journal, for good")),
    ),
    ("wallet rm t412", "wallet rm last", "wallet rm t412 t413 -n", "wallet rm t412 --erase-body"),
    N_(
        'What a statement has confirmed, and a purchase that has refunds, stays. "last" is the last one recorded in '
        "this terminal. `wallet undo` brings everything back except what --erase-body erases: that asks for a key's "
        "secret, even while the wallet is unlocked."
    ),
    more=asked.options,
)
