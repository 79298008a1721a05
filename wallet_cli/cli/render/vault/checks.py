"""What a check of a vault or of a backup looked at and found, in words, rows and JSON."""

from __future__ import annotations

from wallet_cli.cli.render.output import GREEN, RED, Column, Output
from wallet_cli.i18n import N_, _
from wallet_cli.words import catalogue
from wallet_cli.words.counted import OPERATIONS, counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.services.vault.verify import Problem, Verified

TITLES = {
    "settings": N_("settings of the database"),
    "schema": N_("tables, triggers and views as released"),
    "pages": N_("pages and their seals"),
    "references": N_("references between rows"),
    "seals": N_("transactions sealed"),
    "zero": N_("transactions sum to zero"),
    "journal": N_("operations in the journal"),
    "projection": N_("the books against the journal"),
    "rollups": N_("sums against the postings"),
    "balances": N_("balances against the journal's last seal"),
    "head": N_("the journal against what this machine saw last"),
    "header": N_("the key header's age"),
    "assertions": N_("balances that you have asserted"),
    "rebuild": N_("the rebuilt books"),
    "copy": N_("copying"),
}
"""What people call the checks of ``verify``, and what else takes long enough for a progress bar."""

MACHINE_TITLES = {
    "data-folder": N_("the wallet's folder"),
    "state-folder": N_("folder with the state last seen"),
    "synced-folder": N_("sync programs"),
    "key-file": N_("the wallet's key header"),
    "backup": N_("the last backup"),
    "set-aside": N_("set aside, as not proven"),
    "unfinished-restore": N_("left by an unfinished restore"),
    "keyring": N_("the kernel's keyring"),
    "swap": N_("swap on a disk"),
    "core-dumps": N_("memory images after a crash"),
    "encoding": N_("encoding of texts"),
}
"""What people call the checks of ``doctor``; a package is called by its own name."""


def titles() -> dict[str, str]:
    """What a progress bar shows for each check."""
    return {name: _(title) for name, title in TITLES.items()}


def machine_title(name: str) -> str:
    """What people call a check of ``doctor``."""
    return _(MACHINE_TITLES[name]) if name in MACHINE_TITLES else name


def table(out: Output, report: Verified) -> None:
    """The checks, one a row; for people also that all is well."""
    columns = (
        Column("check", _("check"), flexible=True),
        Column("looked_at", _("looked at"), right=True),
        Column("problems", _("problems"), right=True),
    )
    people = out.form == "table"
    rows = [
        [_(TITLES[each.name]) if people else each.name, str(each.looked_at), str(each.problems)]
        for each in report.checks
    ]
    out.rows(columns, rows)
    if people and not report.problems:
        out.line(
            out.paint(
                _("All is well: {operations} checked").format(operations=counted(report.operations, OPERATIONS)), GREEN
            )
        )


def listing(out: Output, found: tuple[Problem, ...]) -> None:
    """Every problem with how to mend it, as notes; the same way to mend several of them once."""
    pages, shown = any(each.error.slug == "page-damaged" for each in found), {""}
    for each in found:
        message, hint = catalogue.marked_text_of(each.error)
        if out.plain:
            out.note(_("problem: {message}").format(message=message))
        else:
            out.note(f"{out.paint('✗', RED)} {message}" if out.form == "table" else f"{each.check}: {message}")
        if hint not in shown and not (pages and each.error.slug == "store-damaged"):  # it follows from those pages
            out.hint(hint)
        shown.add(hint)


def problem_document(each: Problem) -> dict[str, Any]:
    """A problem as programs get it."""
    message, hint = catalogue.text_of(each.error)
    slug, params = each.error.slug, each.error.params
    return {"check": each.check, "slug": slug, "message": message, "hint": hint, "params": params}
