"""Redo: which operation is meant by the name of an undo, of a redo, or of what was undone."""

import pytest

from tests.services.books import held
from wallet_cli.errors import Refused
from wallet_cli.services.amend import undo
from wallet_cli.services.record.pay import Payment, pay
from wallet_cli.services.session import Session


def test_a_redo_is_named_like_what_it_did_again(session: Session) -> None:
    first = int(pay(session, Payment(("12.50", "Coffee", "@cash", "+food"))).op[1:])
    undone = undo.undo(session, first)
    again = int(undo.undo(session, undo.to_redo(session, first)).op[1:])
    with pytest.raises(Refused, match="not-undone"):
        undo.to_redo(session, again)
    back = undo.undo(session, again)
    assert undo.to_redo(session, again) == undo.to_redo(session, int(back.op[1:])) == int(back.op[1:])
    undo.undo(session, undo.to_redo(session, again))
    assert held(session, "food") == 1250
    assert undo.to_redo(session, int(undone.op[1:])) == int(undone.op[1:])
