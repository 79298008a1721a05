"""``wallet qr``: make payment codes, draw them, read them. Nothing is paid and no address is ever opened."""

from __future__ import annotations

from pathlib import Path

from wallet_cli.cli.access import opening
from wallet_cli.cli.render.output import Output
from wallet_cli.cli.spec import FLAG, WORDS, Noun, Param, Spec, arg, opt
from wallet_cli.domain.amounts import is_amount_like
from wallet_cli.domain.money import Money
from wallet_cli.domain.text import visible
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.services import completion, plain_file
from wallet_cli.services.payments import codes, request_code
from wallet_cli.words import amount
from wallet_cli.words.problems.codes import OBSTACLES, WARNINGS
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.domain.payments.payment import PaymentRequest
    from wallet_cli.services.payments.codes import Fields, Requested

MAX_FILE_BYTES = 16 * 1024 * 1024
FIELD_NAMES = {
    "creditor": N_("to"),
    "label": N_("label"),
    "account": N_("account"),
    "bic": N_("bank (BIC)"),
    "amount": N_("amount"),
    "reference": N_("reference"),
    "text": N_("text"),
    "message": N_("text"),
    "purpose": N_("purpose"),
    "information": N_("information"),
    "expiry": N_("valid until"),
}


def request(
    app: App, words: list[str], to: str | None, scheme: str | None, name: str | None, reference: str | None,
    file: str | None, force: bool, payload: bool,
) -> None:  # fmt: skip
    """Make a code that asks to be paid into an own account."""
    typed = words.pop(0) if words and is_amount_like(words[0]) else None
    wish = request_code.RequestWish(typed, " ".join(words), to, scheme, name, reference or "")
    with opening.reading(app) as session:
        made = request_code.request(session, wish)
    _draw(app, made, file, force, payload)


def show(app: App, text: str | None, picture: str | None, file: str | None, force: bool, payload: bool) -> None:
    """Draw a code again that was read before, with its meaning beneath."""
    _draw(app, codes.drawn_again(codes.read_code(_payload(app, "show", text, picture))), file, force, payload)


def read(app: App, text: str | None, picture: str | None) -> None:
    """Say what a code asks for."""
    out = Output(app)
    asked = codes.read_code(_payload(app, "read", text, picture))
    if out.as_json:
        out.json({"schema": "wallet.code/1", **_as_json(asked)})
        return
    out.line(_("scheme: {name}").format(name=asked.scheme))
    _fields(out, codes.fields(asked))
    for slug in asked.warnings:
        out.note(_(WARNINGS[slug]))
    for slug in asked.obstacles:
        out.note(_("do not pay: {why}").format(why=_(OBSTACLES[slug])))
    if app.to_terminal and not app.options.quiet:
        out.note(said(_("before you pay: `wallet help code-safety`")))


def _payload(app: App, verb: str, text: str | None, picture: str | None) -> bytes:
    if (text is None) == (picture is None):
        raise UsageProblem("code-source", verb=verb)
    if text == "-":
        return app.standard_input.read(MAX_FILE_BYTES).rstrip("\n").encode("utf-8", "surrogateescape")
    if text is not None:
        # a shell can't type line ends: \n stands for one
        return text.replace("\\n", "\n").encode("utf-8", "surrogateescape")
    found = codes.codes_in_picture(_file(Path(picture or "")))
    if len(found) > 1:
        raise UsageProblem("several-codes", count=len(found))
    return found[0]


def _file(path: Path) -> bytes:
    try:
        with path.open("rb") as source:
            return source.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        plain_file.require_expanded(str(path))
        raise UsageProblem("file-unreadable", path=str(path), why=error.strerror or "") from None


def _draw(app: App, made: Requested, file: str | None, force: bool, payload: bool) -> None:
    out = Output(app)
    if file is not None:
        _to_file(app, made, Path(file), force)
    if out.as_json:
        fields = {name: _value(value) for name, value in made.fields}
        code = {"schema": "wallet.code/1", "payload": made.code.payload.decode(made.code.charset), **fields}
        out.json(code if file is None else code | {"path": file, "dry_run": app.options.dry_run})
        return
    if file is not None:
        text = _("would write {path}") if app.options.dry_run else _("wrote {path}")
        out.line(text.format(path=visible(file)))
    elif payload or out.form == "tsv":
        out.line(made.code.payload.decode(made.code.charset))
        return
    else:
        for line in () if out.plain else codes.draw_lines(made.code, app.around.width()):
            out.line(line)
    _fields(out, made.fields)


def _to_file(app: App, made: Requested, path: Path, force: bool) -> None:
    kind = path.suffix.lower()
    if kind == ".svg":
        data = codes.draw_svg(made.code).encode()
    elif kind == ".png":
        data = codes.draw_png(made.code)
    else:
        raise UsageProblem("output-kind", path=str(path), kinds=(".svg", ".png"))
    if app.options.dry_run:
        plain_file.require_writable(path, force=force)
        return
    plain_file.write(path, data, force=force)


def _fields(out: Output, fields: Fields) -> None:
    from wallet_cli.domain.amounts import Style

    for name, value in fields:
        text = amount.people(value.minor, value.currency, Style()) if isinstance(value, Money) else value
        label = _(FIELD_NAMES[name]) if name in FIELD_NAMES else name
        out.line(_("{field}: {value}").format(field=visible(label), value=visible(text)))


def _value(value: str | Money) -> Any:
    return amount.as_json(value.minor, value.currency) if isinstance(value, Money) else value


def _as_json(asked: PaymentRequest) -> dict[str, Any]:
    fields = {name: _value(value) for name, value in codes.fields(asked)}
    return {"scheme": asked.scheme, **fields, "warnings": list(asked.warnings), "obstacles": list(asked.obstacles)}


TEXT: Param = opt(
    "text", "--text", metavar="PAYLOAD", help=N_("the code's text, \\n for line ends; - reads it from standard input")
)
PICTURE: Param = arg("picture", required=False, metavar="PICTURE", help=N_("a picture with a code"), complete="file")
FILE: Param = opt("file", "-o", "--output", metavar="FILE", help=N_("write a picture: .svg or .png"), complete="file")
FORCE: Param = opt("force", "--force", takes=FLAG, help=N_("replace the file"))
PAYLOAD: Param = opt("payload", "--payload", takes=FLAG, help=N_("print the code's text instead of drawing it"))

COMMAND = Noun(
    "qr",
    N_("make and read payment codes"),
    (
        Spec(
            "request",
            N_("make a code that asks to be paid into an own account"),
            request,
            (
                arg("words", takes=WORDS, required=False, metavar="AMOUNT TEXT", help=N_("how much, and what for")),
                opt(
                    "to",
                    "--to",
                    metavar="ACCOUNT",
                    help=N_("the account to be paid into; it needs a number"),
                    complete="account",
                ),
                opt(
                    "scheme",
                    "--scheme",
                    metavar="SCHEME",
                    help=N_("one of {names}; the one for the account's currency when left out"),
                    complete="scheme",
                    names=completion.scheme_names,
                ),
                opt("name", "--name", metavar="NAME", help=N_("the creditor's name; config set owner keeps it")),
                opt("reference", "--reference", metavar="RF", help=N_("a creditor reference (RF…) instead of a text")),
                FILE,
                FORCE,
                PAYLOAD,
            ),
            (
                'wallet qr request 25 "Lunch share" --to bank --name "Ada Example"',
                "wallet qr request 25 Lunch --to bank -o lunch.png",
            ),
        ),
        Spec(
            "show",
            N_("draw a code and say what it asks for"),
            show,
            (PICTURE, TEXT, FILE, FORCE, PAYLOAD),
            ("wallet qr show --text 'bitcoin:?lno=lno1example'",),
        ),
        Spec(
            "read",
            N_("say what a code asks for; nothing is paid"),
            read,
            (PICTURE, TEXT),
            ("wallet qr read photo.png", "wallet qr read --text -"),
        ),
    ),
    default="",
    details=N_("Codes hold nothing but text: proof-read what is written beneath."),
)
