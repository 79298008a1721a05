"""``wallet rules``: what becomes of a bank's rows, by what is in them."""

from __future__ import annotations

from wallet_cli.cli.access import ask, opening
from wallet_cli.cli.app import App
from wallet_cli.cli.commands.files.of_rules import (
    CONDITIONS_AND_ACTIONS,
    PARAMS,
    PERIOD,
    RULE,
    RULES,
    WORDS,
    body,
    is_named,
    said,
    typed,
    where,
    wish,
)
from wallet_cli.cli.render.files import tried
from wallet_cli.cli.render.output import Column, Output
from wallet_cli.cli.render.record import receipt
from wallet_cli.cli.spec import FLAG, MANY, Noun, Spec, opt
from wallet_cli.domain.rules import payee_names
from wallet_cli.domain.rules.rule import Rule
from wallet_cli.i18n import N_, _
from wallet_cli.services.amend import by_rules
from wallet_cli.services.files.rules import kept, making
from wallet_cli.words.counted import TRANSACTIONS, counted
from wallet_cli.words.spelling import said as said_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.services.files.rules.kept import RuleMade
    from wallet_cli.services.session import Session


def listing(app: App, shipped: bool) -> None:
    """List the rules in their order; or those that ship, which clean the names of payees."""
    out = Output(app)
    if shipped:
        _shipped(app, out)
        return
    with opening.reading(app) as session:
        rules = kept.listing(session)
        bodies = [body(session, each) for each in rules] if out.as_json else []
        rows = [(each, *said(session, each)) for each in rules]
    if out.form == "json":
        out.json({"schema": "wallet.rules/1", "rules": bodies})
    elif out.form == "jsonl":
        out.jsonl({"schema": "wallet.rules/1", **each} for each in bodies)
    elif app.options.quiet:
        for rule, _conditions, _actions in rows:
            out.line(rule.name)
    else:
        _table(out, rows)


def _shipped(app: App, out: Output) -> None:
    with opening.reading(app) as session:
        off = kept.shipped_off(session)
    rows = [(each.name, *each.example, each.name in off) for each in payee_names.SHIPPED]
    bodies = [{"rule": name, "from": before, "to": after, "off": is_off} for name, before, after, is_off in rows]
    if out.form == "json":
        out.json({"schema": "wallet.rules-shipped/1", "rules": bodies})
    elif out.form == "jsonl":
        out.jsonl({"schema": "wallet.rules-shipped/1", **each} for each in bodies)
    elif app.options.quiet:
        for row in rows:
            out.line(row[0])
    else:
        columns = (
            Column("rule", _("rule")),
            Column("from", _("makes of"), flexible=True),
            Column("to", _("this"), flexible=True),
            Column("state", _("state"), drop=1),
        )
        off_word = _("off") if out.form == "table" else "off"
        out.rows(columns, [(name, before, after, off_word if is_off else "") for name, before, after, is_off in rows])


def turn_on(app: App, names: list[str]) -> None:
    """Follow rules again."""
    _switched(app, names, on=True)


def turn_off(app: App, names: list[str]) -> None:
    """Keep rules, but don't follow them."""
    _switched(app, names, on=False)


def _switched(app: App, names: list[str], *, on: bool) -> None:
    with opening.writing(app, "rules on" if on else "rules off") as session:
        made = kept.switch(session, names, on=on)
    text = _("rules that are on: {names}") if on else _("rules that are off: {names}")
    line = text.format(names=" ".join(made.names))
    receipt.told(app, made.op, made.dry_run, line, short=" ".join(made.names or names), rules=list(made.names))


def _table(out: Output, rows: list[tuple[Rule, str, str]]) -> None:
    columns = (
        Column("rule", _("rule")),
        Column("conditions", _("rows with"), flexible=True),
        Column("actions", _("what is done"), flexible=True),
        Column("state", _("state"), drop=1),
    )
    state = {False: "", True: _("off") if out.form == "table" else "off"}
    out.rows(columns, [(each.name, conditions, done, state[each.is_off]) for each, conditions, done in rows])


def show(app: App, name: str) -> None:
    """Show one rule."""
    out = Output(app)
    with opening.reading(app) as session:
        rule = kept.find(session, name)
        shown = body(session, rule)
        row = (rule, *said(session, rule))
    if out.as_json:
        out.json({"schema": "wallet.rule/1", **shown})
        return
    _table(out, [row])


def add(app: App, words: list[str], **values: Any) -> None:
    """Keep a new rule, before all others unless another place is named."""
    place = where(values)
    with opening.writing(app, "rules add") as session:
        rule = making.made(session, Rule("", 0), wish(words, values))
        made = kept.add(session, rule, place[0] or kept.FIRST, place[1])
        _told(app, session, made, _("rule {name}: {says}"))
        is_past = by_rules.are_any(session)
    _to_come(app, made, is_past=is_past)


def edit(app: App, name: str, words: list[str], **values: Any) -> None:
    """Change what is named of a rule; the rest of it stays."""
    place = where(values)
    with opening.writing(app, "rules edit") as session:
        before = kept.find(session, name)
        after = making.made(session, before, wish(words, values))
        _told(app, session, kept.change(session, before, after, *place), _("rule {name}: {says}"))


def remove(app: App, names: list[str]) -> None:
    """Take rules away; what they did stays."""
    with opening.writing(app, "rules rm") as session:
        for made in kept.remove(session, names):
            _told(app, session, made, _("removed rule {name}: {says}"))


def test(app: App, words: list[str], period: str | None, **values: Any) -> None:
    """Show what rules would change of what is in the books: kept ones, or one that isn't kept yet."""
    with opening.writing(app, "rules test") as session:
        named = words if is_named(words) else []
        is_kept = bool(named) or not (words or any(values.values()))
        if is_kept:
            rules = by_rules.chosen(session, named)
            line = ("rules", "apply", *named, *(("-p", period) if period else ()))
        else:
            rules = [making.made(session, Rule(_("new"), 0), wish(words, values))]
            line = ("rules", "add", *typed(session, rules[0]))
        choice = by_rules.within(session, period)
        found = by_rules.apply(session._replace(dry_run=True), rules, choice, tells_each=True)
        tried.show(app, session, found, line, is_kept=is_kept)


def apply(app: App, names: list[str], period: str | None) -> None:
    """Change what is in the books as rules have it, once it was shown and agreed to."""
    out = Output(app)
    with opening.writing(app, "rules apply") as session:
        rules, choice = by_rules.chosen(session, names), by_rules.within(session, period)
        if not app.options.dry_run and not app.options.yes and app.asks and not (out.as_json or app.options.quiet):
            trial = by_rules.apply(session._replace(dry_run=True), rules, choice).edited
            if trial.transactions:
                shown = App(app.around, app.options._replace(dry_run=True), app.joined)
                receipt.edited(shown, session, trial, _("Changed {refs}: {what}"))
                app.around.stdout.flush()  # it is read before the question
                question = _("change {transactions}?")
                if not ask.yes(app, question.format(transactions=counted(len(trial.transactions), TRANSACTIONS))):
                    out.note(_("nothing was changed"))
                    return
        done = by_rules.apply(session, rules, choice)
        if done.edited.transactions:
            receipt.edited(app, session, done.edited, _("Changed {refs}: {what}"))
        else:
            tried.nothing(app, done)


def _to_come(app: App, made: RuleMade, *, is_past: bool) -> None:
    """What a new rule doesn't do by itself; ``is_past``: the books have something already."""
    out, rule = Output(app), made.rule
    if out.form != "table" or app.options.quiet or made.dry_run:
        return
    parts = [part.replace(" ", "") for _uid, part in rule.shares if part]
    if parts and not (rule.above or rule.exactly):
        out.note(_("a row that has no more than {parts} is left to the next rule").format(parts=" + ".join(parts)))
    if is_past:
        text = _("rows to come follow it; to see what it would change in the books: `wallet rules test {rule}`")
        out.note(said_line(text, rule=rule.name))


def _told(app: App, session: Session, made: RuleMade, text: str) -> None:
    conditions, done = said(session, made.rule)
    says = " ".join(filter(None, (conditions, done)))
    line = text.format(name=made.rule.name, says=says)
    receipt.told(app, made.op, made.dry_run, line, short=made.rule.name, rule=body(session, made.rule))


COMMAND = Noun(
    "rules",
    N_("what becomes of a bank's rows, by what is in them"),
    (
        Spec("list", N_("list the rules in their order"), listing,
             (opt("shipped", "--shipped", takes=FLAG, help=N_("the rules that ship: they clean the names of payees")),),
             ("wallet rules", "wallet rules list --shipped")),
        Spec("show", N_("show one rule"), show, (RULE,), ("wallet rules show r3",)),
        Spec("add", N_("make a rule for the rows to come"), add, (WORDS, *PARAMS),
             ("wallet rules add starbucks +coffee", "wallet rules add '/netflix/' --below 20 @visa +fun",
              "wallet rules add rent --above 500 --days 1-5 +home --memo Rent"),
             N_("A text is found as whole words, in any case; star* finds its beginning, *bucks* any part, /…/ a "
                "pattern. All that is named must hold. A new rule comes first; for each thing that is done, the first "
                "rule that matches counts, and tags of all of them.")),
        Spec("edit", N_("change a rule; what isn't named stays"), edit,
             (RULE, WORDS, *PARAMS,
              opt("both", "--both", takes=FLAG, help=N_("whichever way money goes")),
              opt("goes_on", "--no-stop", takes=FLAG, help=N_("later rules are looked at, too")),
              opt("untags", "--untag", takes=MANY, metavar="TAG", help=N_("a tag to take off; may be repeated"))),
             ("wallet rules edit r3 +coffee", "wallet rules edit r3 --below 10", "wallet rules edit r3 --last"),
             N_("An option with an empty text takes that condition away.")),
        Spec("test", N_("show which transactions rules would change, and how; nothing is changed"), test,
             (WORDS, PERIOD, *CONDITIONS_AND_ACTIONS),
             ("wallet rules test", "wallet rules test r3", "wallet rules test starbucks +coffee -p 2026-10"),
             N_("Names of rules, or a rule as it is typed behind add, which needn't be kept.")),
        Spec("apply", N_("change what is in the books as rules have it, in one operation"), apply,
             (RULES._replace(required=False), PERIOD), ("wallet rules apply", "wallet rules apply r3 -p 2026"),
             N_("What you split by hand, refunds and transfers keep their sides. `wallet undo` takes all of it back.")),
        Spec("off", N_("keep rules, but don't follow them"), turn_off, (RULES,),
             ("wallet rules off r3", "wallet rules off branch city")),
        Spec("on", N_("follow rules again"), turn_on, (RULES,), ("wallet rules on r3",)),
        Spec("rm", N_("take rules away; what they did stays"), remove, (RULES,), ("wallet rules rm r3",)),
    ),
)  # fmt: skip
