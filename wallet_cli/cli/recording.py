"""What the commands of all money verbs share: their options, reading a line at the prompt, the session they run in."""

from collections.abc import Callable, Sequence
from typing import Any

from wallet_cli.cli import ask, opening
from wallet_cli.cli.app import App
from wallet_cli.cli.render import receipt as receipts
from wallet_cli.cli.render.amount import people
from wallet_cli.cli.spec import FLAG, MANY, WORDS, Param, arg, opt
from wallet_cli.domain.quickline import split_line
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import N_
from wallet_cli.services.drafting import Notes
from wallet_cli.services.recording import Receipt, request_digest
from wallet_cli.services.session import Session, style

LINE = arg(
    "words", takes=WORDS, required=False, metavar="LINE", help=N_("amount, payee, @account, +category"), complete="line"
)
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


def notes(values: dict[str, Any]) -> Notes:
    """Take the options of ``NOTES`` out of ``values``."""
    return Notes(values.pop("day"), values.pop("memo") or "", values.pop("tags"), values.pop("pending"))


def typed_words(app: App, words: Sequence[str], prompt: str) -> list[str]:
    """The words of the line; where none were given, one line is read at the prompt, every character literal."""
    if words:
        return list(words)
    if not app.asks:
        raise UsageProblem("line-missing", command=prompt.rstrip("> "))
    return split_line(ask.line(app, prompt))


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
    infer: bool,
    do: Callable[[Session], Receipt],
    say: Callable[[Session, Receipt], str],
    more: Callable[[Session, Receipt], Sequence[str]] = lambda _session, _receipt: (),
) -> None:
    """Open the wallet, do it, show the receipt. ``content`` is what a repeated ``--id`` must repeat."""
    request = request_digest(command, *content) if key else b""
    infers = None if not infer else True
    with opening.writing(app, command, infers=infers, key=key or "", request=request) as session:
        done = do(session)
        receipts.show(app, done, say(session, done), style(session), more(session, done))
