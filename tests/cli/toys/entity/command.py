"""``wallet goal``: what is saved for."""

from tests.cli.toys.entity import goals
from tests.cli.toys.entity.item import GOAL
from wallet_cli.cli.access import opening
from wallet_cli.cli.app import App
from wallet_cli.cli.render.output import Column, Output
from wallet_cli.cli.render.record import receipt
from wallet_cli.cli.spec import Noun, Spec, arg, opt


def assign(app: App, name: str, text: str, by: str, bought: str | None) -> None:
    """Set a goal."""
    with opening.writing(app, "goal set") as session:
        op = goals.assign(session, name, text, by, bought)
        receipt.told(app, op, session.dry_run, f"{name} is a goal", short=name)


def remove(app: App, name: str) -> None:
    """Drop a goal."""
    with opening.writing(app, "goal rm") as session:
        op = goals.remove(session, name)
        receipt.told(app, op, session.dry_run, f"{name} is dropped", short=name)


def listing(app: App) -> None:
    """All goals."""
    with opening.reading(app) as session:
        Output(app).rows([Column(key, key) for key in ("name", "minor", "currency", "day")], goals.listing(session))


NAME = arg("name", metavar="NAME", help="the goal's name")
COMMAND = Noun(
    GOAL,
    "what is saved for",
    (
        Spec("list", "all goals", listing),
        Spec(
            "set",
            "set a goal",
            assign,
            (
                NAME,
                arg("text", metavar="AMOUNT", help="how much"),
                opt("by", "--by", metavar="DATE", help="until when"),
                opt("bought", "--bought", metavar="TRANSACTION", help="what it was for"),
            ),
        ),
        Spec("rm", "drop a goal", remove, (NAME,)),
    ),
)
