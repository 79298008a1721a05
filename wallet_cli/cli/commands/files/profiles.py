"""``wallet profiles``: how the tables of banks are read, kept under a name."""

from __future__ import annotations

import json
from pathlib import Path

from wallet_cli.cli.access import opening, outgoing
from wallet_cli.cli.commands.files import of_formats, tables
from wallet_cli.cli.render.output import Column, Output
from wallet_cli.cli.render.record import receipt
from wallet_cli.cli.spec import FLAG, Noun, Spec, arg, opt
from wallet_cli.domain.text import visible
from wallet_cli.i18n import N_, _
from wallet_cli.services import completion
from wallet_cli.services.files import profiles, source
from wallet_cli.words import column_roles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO

    from wallet_cli.cli.app import App
    from wallet_cli.domain.files.profile import TableProfile
    from wallet_cli.services.files.profiles import ProfileMade
    from wallet_cli.services.session import Session

ORDERS = {"dmy": N_("day first"), "mdy": N_("month first"), "ymd": N_("year first")}
_ENTRY = "{"


def listing(app: App) -> None:
    """List the kept profiles."""
    out = Output(app)
    with opening.reading(app) as session:
        found = profiles.listing(session)
    if out.form == "json":
        out.json({"schema": "wallet.profiles/1", "profiles": [each.as_json() for each in found]})
    elif out.form == "jsonl":
        out.jsonl({"schema": "wallet.profiles/1", **each.as_json()} for each in found)
    elif app.options.quiet:
        for each in found:
            out.line(visible(each.name))
    else:
        columns = (
            Column("name", _("name"), flexible=True),
            Column("dates", _("dates"), drop=2),
            Column("decimal", _("decimal mark"), drop=3),
            Column("sign", _("amounts without a sign"), drop=4),
            Column("currency", _("currency"), drop=1),
        )
        is_table = out.form == "table"
        out.rows(columns, [(each.name, *_facts(each, is_table).values()) for each in found])


def _facts(each: TableProfile, is_table: bool) -> dict[str, str]:
    dates, sign = each.dates, each.sign
    if is_table:
        dates, sign = _(ORDERS[dates]) if dates else "", _(tables.READINGS[sign]) if sign else ""
    return {"dates": dates, "decimal": each.decimal, "sign": sign, "currency": each.currency}


def show(app: App, name: str) -> None:
    """Show how the files of one profile are read, column by column."""
    out = Output(app)
    with opening.reading(app) as session:
        table = profiles.find(session, name)
    if out.as_json:
        out.json(profiles.as_json(table))
        return
    columns = (Column("column", _("column"), flexible=True), Column("role", _("what it is")))
    if out.form == "table":
        out.line(visible(table.name))
        titles = {"dates": _("dates"), "decimal": _("decimal mark"), "sign": _("amounts without a sign"),
                  "currency": _("currency")}  # fmt: skip
        for key, value in _facts(table, True).items():
            if value:
                out.fact(titles[key], value)
    is_table = out.form == "table"
    out.rows(columns, ((column, column_roles.called(role) if is_table else role) for column, role in table.roles))


def add(app: App, file: str, name: str | None, **of_format: str | None) -> None:
    """Keep how a bank's table is read, or a profile that was exported."""
    options = of_formats.given(completion.import_options(), of_format)
    with opening.writing(app, "profiles add") as session, tables.opened(app, file) as stream:
        head = stream.read(1)
        stream.seek(0)
        if head == _ENTRY.encode():
            table = profiles.read_json(stream.read(source.HEAD_BYTES))
        else:
            table = _of_statement(app, session, stream, file, options, name)
        made = profiles.keep(session, table, name or table.name or Path(file).stem)
        _told(app, made, _("kept profile {name}"))


def _of_statement(
    app: App, session: Session, stream: BinaryIO, file: str, options: dict[str, str], name: str | None
) -> TableProfile:
    read = source.source(stream, Path(file).name, None, options)
    line = ("profiles", "add", file, *(("--name", name) if name else ()))
    table = tables.answered(app, session, line, lambda: None, read, lambda each: profiles.of_file(session, each))
    return profiles.named(session, table, read.name)


def export(app: App, name: str, file: str | None, force: bool) -> None:
    """Write a profile as JSON, for another wallet: it holds no account, person or amount."""
    with opening.reading(app) as session:
        table = profiles.find(session, name)
        text = json.dumps(profiles.as_json(table), ensure_ascii=False, indent=2) + "\n"
        if file is None or file == "-":
            app.around.stdout.write(text)
            return
        outgoing.send(app, session, file, {}, lambda out: _write(out, text), force=force)


def _write(out: BinaryIO, text: str) -> None:
    out.write(text.encode())


def remove(app: App, name: str) -> None:
    """Forget a profile."""
    with opening.writing(app, "profiles rm") as session:
        _told(app, profiles.remove(session, name), _("removed profile {name}"))


def _told(app: App, made: ProfileMade, text: str) -> None:
    name = visible(made.profile.name)
    receipt.told(app, made.op, made.dry_run, text.format(name=name), short=name, profile=made.profile.as_json())


NAME = arg("name", metavar="NAME", help=N_("the profile's name"), complete="profile")

COMMAND = Noun(
    "profiles",
    N_("how the tables of banks are read"),
    (
        Spec("list", N_("list the profiles"), listing, (), ("wallet profiles",)),
        Spec("show", N_("show one profile: what each column is"), show, (NAME,), ("wallet profiles show comdirect",)),
        Spec("add", N_("keep how a bank's table is read, or a profile that was exported"), add,
             (arg("file", metavar="FILE", help=N_("a statement as a table, or an exported profile"), complete="file"),
              opt("name", "--name", metavar="NAME", help=N_("the profile's name; the file's when left out"))),
             ("wallet profiles add umsatz.csv --name comdirect",),
             N_("What the table leaves open is asked, as by import. Files with the same columns ask nothing then."),
             more=lambda: of_formats.params(completion.import_options())),
        Spec("export", N_("write a profile as JSON, for another wallet: no account, person or amount is in it"), export,
             (NAME, opt("file", "-o", "--output", metavar="FILE", help=N_("write a file that only you can read"),
                        complete="file"),
              opt("force", "--force", takes=FLAG, help=N_("replace the file"))),
             ("wallet profiles export comdirect -o comdirect.json",)),
        Spec("rm", N_("forget a profile"), remove, (NAME,), ("wallet profiles rm comdirect",)),
    ),
)  # fmt: skip
