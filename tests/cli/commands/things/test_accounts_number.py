"""The number of an account: an IBAN is checked when it is typed, any other number is taken as it is."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.driver import Wallet
from wallet_cli.domain.payments import identifiers
from wallet_cli.errors import UsageProblem


def test_an_iban_is_taken_with_blanks_and_in_small_letters(wallet: Wallet) -> None:
    wallet.ok("accounts", "edit", "bank", "--iban", "de89 3704 0044 0532 0130 00")
    assert '"number":"DE89370400440532013000"' in wallet.ok("accounts", "show", "bank", "--json").replace(" ", "")


@pytest.mark.parametrize(
    ("typed", "slug", "says"),
    [
        ("DE89370400440532013001", "iban-checksum", '"DE89 3704 0044 0532 0130 01" has wrong check digits'),
        ("DE8937040044053201300", "iban-length", '"DE89 3704 0044 0532 0130 0" has 21 characters'),
        ("ZZ89 370400440532013000", "iban-country", '"ZZ89 3704 0044 0532 0130 00" is not an IBAN: "ZZ"'),
        ("532013000", "iban-characters", '"5320 1300 0" is not an IBAN'),
    ],
)
def test_a_mistyped_iban_is_refused_with_what_is_wrong_in_groups_of_four(
    wallet: Wallet, typed: str, slug: str, says: str
) -> None:
    for line in (["accounts", "add", "giro", "--kind", "bank"], ["accounts", "edit", "bank"]):
        refused = wallet(*line, "--iban", typed)
        assert refused.status == 2
        assert says in refused.err
        assert json.loads(wallet(*line, "--iban", typed, "--json").err)["slug"] == slug
    assert "giro" not in wallet.ok("accounts")


def test_what_is_not_an_iban_is_a_number(wallet: Wallet) -> None:
    wallet.ok("accounts", "edit", "bank", "--number", "6222 0200 1234")
    assert "622202001234" in wallet.ok("accounts", "show", "bank")
    wallet.ok("accounts", "edit", "bank", "--iban", "")
    assert "622202001234" not in wallet.ok("accounts", "show", "bank")
    assert wallet("accounts", "edit", "bank", "--number", "1", "--iban", "").status == 2


DIGITS = st.text("0123456789", min_size=18, max_size=18)


@given(DIGITS, st.integers(0, 21), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(digits: str, at: int, by: int) -> None:
    check = next(n for n in range(2, 99) if identifiers.iban_fault(f"DE{n:02d}{digits}") is None)
    good = f"DE{check:02d}{digits}"
    at = max(at, 2)
    bad = good[:at] + str((int(good[at]) + by) % 10) + good[at + 1 :]
    with pytest.raises(UsageProblem, match="iban-checksum"):
        identifiers.read_iban(bad)


def test_what_was_changed_is_said_and_can_be_taken_back(wallet: Wallet) -> None:
    told = wallet("accounts", "edit", "bank", "--number", "12345", tty=True)
    assert "changed bank: number – → 12345" in told.out
    told = wallet("accounts", "edit", "bank", "--number", "DE89 3704 0044 0532 0130 00", "--also", "77", tty=True)
    assert "changed bank: number 12345 → DE89370400440532013000; called in files – → 77" in told.out
    op = told.out.partition("wrong? wallet undo ")[2].strip()
    wallet.ok("undo", op)
    assert '"number": "12345"' in wallet.ok("accounts", "show", "bank", "--json")
    assert "wrong?" not in wallet("accounts", "edit", "bank", "--number", "9", "-q", tty=True).out


def test_an_iban_with_wrong_check_digits_is_refused_as_a_number_too(wallet: Wallet) -> None:
    refused = wallet("accounts", "edit", "bank", "--number", "DE89 3704 0044 0532 0130 01")
    assert (refused.status, "wrong check digits" in refused.err) == (2, True)


@pytest.mark.parametrize(("kind", "kept"), [("mortgage", "loan"), ("credit card", "card"), ("checking", "bank")])
def test_a_kind_is_called_as_init_understands_it(wallet: Wallet, kind: str, kept: str) -> None:
    assert f"added account X ({kept})" in wallet.ok("accounts", "add", "X", "--kind", kind)
