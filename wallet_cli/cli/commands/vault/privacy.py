"""``wallet privacy``: what is stored where, and what someone without a key sees of it."""

from __future__ import annotations

from wallet_cli.cli.access import opening
from wallet_cli.cli.render.output import DIM, Column, Output, folded
from wallet_cli.cli.render.vault.keys import OPENS_WITH
from wallet_cli.cli.spec import Spec
from wallet_cli.domain.moment import utc
from wallet_cli.domain.text import visible
from wallet_cli.i18n import N_, _
from wallet_cli.services.vault import privacy
from wallet_cli.words import catalogue
from wallet_cli.words.counted import OPERATIONS, PAGES, counted
from wallet_cli.words.names import apart

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.services.vault.privacy import Inventory, StoredFile

IN_IT = {
    privacy.FOLDER: (N_("the wallet's folder"), N_("the wallet's name, and which files are there")),
    privacy.KEY_HEADER: (
        N_("the keys that open the wallet, each protected by its own secret"),
        N_("the vault's id; number, names, types, costs and salts of the keys; how often they were changed"),
    ),
    privacy.STORE: (
        N_("books, journal and settings, encrypted"),
        N_("its size, and so roughly how many transactions; a salt; which pages change, and when"),
    ),
    privacy.LOG: (
        N_("what was written last, encrypted, until it is folded into the store"),
        N_("the numbers of the pages that changed, and how many"),
    ),
    privacy.LOG_INDEX: (N_("where to find pages in that log"), N_("the numbers of pages")),
    privacy.DRAFT: (N_("an unfinished file of the wallet, encrypted"), N_("its size")),
    privacy.ASIDE: (
        N_("a file that isn't proven to belong here, set aside for 30 days or longer"),
        N_("the same as of the file that it was: a store, a log, a key header"),
    ),
    privacy.HEAD: (
        N_("how far this machine has seen the journal"),
        N_("the number of operations, a MAC that reveals nothing, how often keys were changed"),
    ),
    privacy.LOCK: (N_("nothing; it is locked while the head is written"), N_("when that was")),
    privacy.KEPT_KEY: (
        N_("the store's key, in the kernel's memory, while the wallet is unlocked"),
        N_("its name, which holds the folder's number; every program that runs as you can read the key itself"),
    ),
    privacy.MARKER: (
        N_("until when the wallet is unlocked; the key itself lies in the platform's keychain"),
        N_("that time, where the wallet's folder is, and no secret"),
    ),
    privacy.OTHER: (N_("not the wallet's"), N_("whatever is in it")),
}
NEVER = (
    N_("Never written in plain text: accounts, payees, amounts, dates, memos, tags, budgets, settings, any secret."),
    N_("What you exported, and statements and codes that you saved, are plain files; no list is kept of them."),
    N_("A backup shows the vault's id, its time and size, and the keys as above. Completion scripts hold no names."),
)


def run(app: App) -> None:
    """Tell everything; needs no key."""
    out = Output(app)
    told = privacy.examine(opening.place(app), opening.moment(app))
    if out.as_json:
        out.json(_document(app, told))
    elif out.form == "tsv":
        columns = tuple(Column(name, "") for name in ("what", "path", "bytes", "mode", "operations", "pages"))
        out.rows(columns, [_row(each) for each in told.stored])
    elif app.options.quiet:
        for each in told.stored:
            out.line(visible(each.path))
    else:
        _for_people(app, out, told)
    if not out.as_json:
        for error in told.problems:
            message, hint = catalogue.text_of(error)
            out.note(f"{message}\n  {hint}")


def _row(each: StoredFile) -> list[str]:
    numbers = ["" if number is None else str(number) for number in (each.operations, each.pages)]
    return [each.what, each.path, str(each.bytes) if each.mode else "", each.mode, *numbers]


def _for_people(app: App, out: Output, told: Inventory) -> None:
    width = app.around.width()
    for each in told.stored:
        holds, seen = IN_IT[each.what]
        size = "" if each.what in (privacy.FOLDER, privacy.KEPT_KEY) else _("{bytes} bytes").format(bytes=each.bytes)
        out.prose(apart(part for part in (visible(each.path), size, each.mode) if part), 2)
        _paragraph(out, width, _("holds: {what}").format(what=_(holds)))
        _paragraph(out, width, _("anyone can see: {what}").format(what=_(seen)))
        for text in _figures(told, each):
            _paragraph(out, width, text)
    out.line("")
    for text in NEVER:
        out.line(folded(_(text), width))


def _figures(told: Inventory, each: StoredFile) -> list[str]:
    if each.what == privacy.KEY_HEADER:
        named = _(", ").join(_key(visible(key.name), key.type) for key in told.keys.keys)
        return [
            _("here: vault {id}, change {number}, keys {keys}").format(
                id=told.vault, number=told.keys.generation, keys=named
            )
        ]
    if each.pages is not None:
        return [_("here: {pages}").format(pages=counted(each.pages, PAGES))]
    if each.operations is not None:
        return [_("here: {operations}").format(operations=counted(each.operations, OPERATIONS))]
    return []


def _key(name: str, kind: str) -> str:
    """``office (passphrase)``; the name alone where that is its type."""
    opens = _(OPENS_WITH[kind]) if kind in OPENS_WITH else kind
    return opens if name == kind else f"{name} ({opens})"


def _paragraph(out: Output, width: int, text: str) -> None:
    for line in folded(text, width - 2).splitlines():
        out.line("  " + out.paint(line, DIM))


def _document(app: App, told: Inventory) -> dict[str, Any]:
    return {
        "schema": "wallet.privacy/1",
        "wallet": app.name,
        "id": told.vault,
        "generation": told.keys.generation,
        "keys": [{"name": key.name, "type": key.type} for key in told.keys.keys],
        "stored": [
            {
                "what": each.what,
                "path": each.path,
                "bytes": each.bytes if each.mode else None,
                "mode": each.mode or None,
                "changed": utc(each.changed_us) if each.changed_us else None,
                "operations": each.operations,
                "pages": each.pages,
                "holds": IN_IT[each.what][0],
                "seen": IN_IT[each.what][1],
            }
            for each in told.stored
        ],
        "never": list(NEVER),
        "problems": [
            {"slug": error.slug, "message": message, "hint": hint}
            for error in told.problems
            for message, hint in [catalogue.text_of(error)]
        ],
    }


COMMAND = Spec(
    "privacy",
    N_("what is stored where, and who can see what of it"),
    run,
    (),
    ("wallet privacy", "wallet privacy --json"),
    N_("It needs no key, and changes nothing."),
)
