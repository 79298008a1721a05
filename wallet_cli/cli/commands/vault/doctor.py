"""``wallet doctor``: check the set-up of this machine; works without a wallet, and without its key."""

from __future__ import annotations

from wallet_cli.cli.access import opening
from wallet_cli.cli.render.output import GREEN, YELLOW, Column, Output
from wallet_cli.cli.render.vault.checks import machine_title
from wallet_cli.cli.spec import FLAG, Spec, opt
from wallet_cli.domain.text import visible
from wallet_cli.errors import FINDINGS_EXIT
from wallet_cli.i18n import N_, _
from wallet_cli.services.vault import doctor, location
from wallet_cli.services.vault.doctor import Finding, Machine
from wallet_cli.words import catalogue
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.cli.app import App


def run(app: App, check: bool) -> int:
    """Look at everything; with ``check``, findings are status 10."""
    out = Output(app)
    encoding = getattr(app.around.stdout, "encoding", None) or "utf-8"
    around = app.around
    place = opening.place(app)
    found = doctor.examine(Machine(place, encoding, around.random, around.now_us(), around.offset))
    serious = [each for each in found if each.problem and not each.wish]
    if out.as_json:
        out.json({"schema": "wallet.doctor/1", "ok": not serious, "checks": [_document(each) for each in found]})
    elif not app.options.quiet:
        _table(out, found)
        _advice(out, found)
        if app.options.wallet and not location.exists(place):
            out.note(_('there is no wallet "{name}": this is about the machine alone').format(name=visible(app.name)))
    return FINDINGS_EXIT if check and serious else 0


def _state(each: Finding) -> str:
    if each.problem is None:
        return "unknown" if each.unknown else "ok"
    return "wish" if each.wish else "problem"


def _table(out: Output, found: list[Finding]) -> None:
    people = out.form == "table"
    columns = (
        Column("check", _("check")),
        Column("state", _("state")),
        Column("value", _("found"), flexible=True, lines=9),
    )
    words = {"ok": _("ok"), "wish": _("could be added"), "problem": _("look here"), "unknown": _("not known")}
    rows = []
    for each in found:
        state = _state(each)
        rows.append([machine_title(each.name) if people else each.name, words[state] if people else state, each.value])
    out.rows(columns, rows)


def _advice(out: Output, found: list[Finding]) -> None:
    for each in found:
        if each.problem is None:
            continue
        message, hint = catalogue.marked_text_of(each.problem)
        out.note(message)
        out.hint(hint)
    if out.form == "table" and not any(each.problem and not each.wish for each in found):
        out.painted(_("This machine is set up well"), GREEN)
    elif out.form == "table":
        out.painted(said(_("Something to look at; the books themselves are checked by `wallet verify`")), YELLOW)


def _document(each: Finding) -> dict[str, Any]:
    document: dict[str, Any] = {"name": each.name, "state": _state(each), "value": visible(each.value)}
    if each.problem is None:
        return document
    message, hint = catalogue.text_of(each.problem)
    return {**document, "slug": each.problem.slug, "message": message, "hint": hint}


COMMAND = Spec(
    "doctor",
    N_("check the set-up of this machine"),
    run,
    (opt("check", "--check", takes=FLAG, help=N_("status 10 when there is something to look at")),),
    ("wallet doctor", "wallet doctor --check --json"),
    N_("Looks at this machine, not into the wallet: it needs no passphrase. The books are checked by `wallet verify`."),
)
