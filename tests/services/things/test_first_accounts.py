"""Lines of first accounts: a name, an amount, and whether it is a debt; whatever is in them, nothing gets lost."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wallet_cli.domain.account import name_key
from wallet_cli.domain.currency import currency_of_word
from wallet_cli.errors import UsageProblem, WalletError
from wallet_cli.services.session import Session
from wallet_cli.services.things import first_accounts
from wallet_cli.services.things.first_accounts import OWED, Draft, Typed, taken_apart

WORDS = st.text(st.sampled_from("abcdefghijklmnoäß招行信用卡房妈零钱"), min_size=2, max_size=8).filter(
    lambda word: word not in OWED and not currency_of_word(word) and not word.startswith("欠")
)
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
AMOUNTS = st.decimals(0, 10**9, places=2).map(lambda amount: f"{amount:,}")


@given(NAMES, AMOUNTS)
def test_a_name_and_an_amount_come_apart_as_they_were_put_together(name: str, amount: str) -> None:
    assert taken_apart(f"{name} {amount}") == Typed(name, amount)
    assert taken_apart(name) == Typed(name, "")


@given(NAMES, AMOUNTS, st.sampled_from(OWED))
def test_the_word_for_a_debt_is_no_part_of_the_name(name: str, amount: str, word: str) -> None:
    owed = Typed(name, amount, owed=True)
    assert taken_apart(f"{name} {word} {amount}") == owed
    assert taken_apart(f"{name} {amount} {word}") == owed
    if not word.isascii():
        assert taken_apart(f"{name}{word}{amount}") == owed


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_draft_or_refused(text: str) -> None:
    try:
        typed = taken_apart(text)
    except UsageProblem as error:
        assert error.slug == "account-is-amount"
    else:
        assert typed.name


@given(lines=st.lists(st.text(max_size=30), max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_nothing_is_written_before_it_is_booked(session: Session, lines: list[str]) -> None:
    before = session.db.total_changes
    found: list[Draft] = []
    for text in lines:
        with suppress(WalletError):
            found = first_accounts.read(session, text, found, {})
    assert session.db.total_changes == before
    assert len({name_key(each.name) for each in found}) == len(found)


@pytest.mark.parametrize("later", ["purse 90", "PURSE 90", "1 90", "Purse   90"])
def test_a_later_amount_sets_the_earlier_one(session: Session, later: str) -> None:
    first = first_accounts.read(session, "Purse 80", [], {})
    (draft,) = first_accounts.read(session, later, first, {})
    assert (draft.name, draft.minor) == ("Purse", 9000)


def test_another_kind_turns_the_sign_only_between_money_and_debt(session: Session) -> None:
    drafts = first_accounts.read(session, "oma 80", [], {})
    for kind, minor in (("savings", 8000), ("loan", -8000), ("card", -8000), ("bank", 8000)):
        drafts = first_accounts.read(session, f"1 {kind}", drafts, {})
        assert (drafts[0].kind, drafts[0].minor) == (kind, minor)


@pytest.mark.parametrize(
    ("line", "name"),
    [("小王 欠我50", "小王"), ("小王欠我 50", "小王"), ("小王欠我€50", "小王"), ("Old Joe owes me 50", "Old Joe")],
)
def test_who_owes_me_is_a_person(session: Session, line: str, name: str) -> None:
    (draft,) = first_accounts.read(session, line, [], {})
    assert (draft.name, draft.kind, draft.minor) == (name, "person", 5000)
    assert first_accounts.draft_of(session, line.split()).kind == "person"
