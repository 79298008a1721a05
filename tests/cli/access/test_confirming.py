"""Above a limit that the owner set, a key's secret is asked for although the wallet is unlocked."""

import json
from pathlib import Path

import pytest

from tests.cli.driver import PASSPHRASE, Result, Wallet
from wallet_cli.services.vault import access, location, unlock

DEAR = ("pay", "500.01", "Sofa Shop", "@bank", "+home")


@pytest.fixture
def careful(wallet: Wallet, monkeypatch: pytest.MonkeyPatch) -> Wallet:
    """An unlocked wallet with a limit of 500 euro; a script would find no passphrase anywhere."""
    key = access.derive(location.Place(wallet.data / "main", wallet.state), PASSPHRASE.encode()).database_key
    wallet.ok("config", "confirm-above", "500eur,20usd")
    del wallet.env["WALLET_PASSPHRASE_FILE"]
    monkeypatch.setattr(unlock, "kept_key", lambda *_where, **_used: key)
    return wallet


def slug(result: Result) -> tuple[int, str]:
    return result.status, str(json.loads(result.err[result.err.index('{"slug') :])["slug"])


def operations(wallet: Wallet) -> int:
    return len(wallet.ok("log", "-q").splitlines())


SENDING = [
    DEAR,
    ("transfer", "501", "@bank", "@cash"),
    ("transfer", "500", "@bank", "@cash", "--fee", "1"),
    ("exchange", "500.01eur", "540usd", "@bank", "@dollars"),
    ("lend", "501", "anna", "@bank"),
    ("pay", "600usd", "Hotel", "@bank", "+travel", "--charged", "550"),
    ("pay", "25", "Books", "@dollars", "+fun"),
    ("pay", "800", "Dinner", "@bank", "+food", "--with", "anna"),
]


@pytest.mark.parametrize("words", SENDING, ids=" ".join)
def test_more_than_the_limit_needs_a_secret_and_without_one_nothing_is_recorded(
    careful: Wallet, words: tuple[str, ...]
) -> None:
    careful.ok("accounts", "add", "dollars", "--kind", "bank", "--currency", "USD")
    before = operations(careful)
    result = careful(*words, "--json")
    assert slug(result) == (4, "confirm-payment")
    assert "--passphrase-file" in result.err
    assert careful(*words, "--no-input", tty=True).status == 4
    assert operations(careful) == before
    assert careful(*words, "-n").status == 0, "a dry run asks nothing"
    typed = careful(*words, tty=True, secrets=["a slip", PASSPHRASE])
    assert (typed.status, typed.err.count("passphrase for main: ")) == (0, 2), typed.err
    assert operations(careful) == before + 1


@pytest.mark.parametrize(
    "words",
    [
        ("pay", "500", "Sofa Shop", "@bank", "+home"),
        ("receive", "5000", "Employer", "@bank", "+salary"),
        ("borrow", "900", "anna", "@bank"),
        ("transfer", "500", "@bank", "@cash"),
        ("adjust", "@bank", "--to", "100"),
    ],
    ids=" ".join,
)
def test_up_to_the_limit_and_for_what_comes_in_nobody_is_asked(careful: Wallet, words: tuple[str, ...]) -> None:
    assert careful(*words, "--no-input").status == 0


def test_a_repayment_is_asked_about_where_it_is_i_who_pays(careful: Wallet) -> None:
    careful.ok("borrow", "900", "anna", "@bank")
    assert slug(careful("repay", "all", "anna", "@bank", "--json")) == (4, "confirm-payment")
    careful.ok("accounts", "add", "bob", "--kind", "person")
    careful.ok("lend", "400", "bob", "@bank")
    careful.ok("lend", "400", "bob", "@bank")
    careful.ok("repay", "all", "bob", "@bank")


def test_a_passphrase_from_any_source_of_scripts_confirms(careful: Wallet, tmp_path: Path) -> None:
    file = str(careful.passphrase_file)
    careful.ok(*DEAR, "--passphrase-file", file)
    careful.env["WALLET_PASSPHRASE_FILE"] = file
    careful.ok(*DEAR)
    del careful.env["WALLET_PASSPHRASE_FILE"]
    folder = tmp_path / "credentials"
    folder.mkdir()
    (folder / "wallet").write_text("something else")
    (folder / "wallet").chmod(0o600)
    careful.env["CREDENTIALS_DIRECTORY"] = str(folder)
    before = operations(careful)
    assert slug(careful(*DEAR, "--json")) == (4, "wrong-passphrase")
    assert operations(careful) == before


def test_a_currency_without_a_limit_is_not_asked_about(careful: Wallet) -> None:
    careful.ok("accounts", "add", "yen", "--kind", "bank", "--currency", "JPY")
    careful.ok("pay", "900000", "Ryokan", "@yen", "+travel")


def test_a_batch_names_the_line_and_is_confirmed_as_a_whole(careful: Wallet, tmp_path: Path) -> None:
    lines = tmp_path / "lines"
    lines.write_text("3 Coffee @cash +food\npay 700 Sofa @bank +home\nt 800 @bank @cash\n")
    before = operations(careful)
    told = careful("batch", str(lines))
    assert (told.status, "line 2: €700.00 is above €500.00" in told.err) == (4, True)
    assert operations(careful) == before
    typed = careful("batch", str(lines), tty=True, secrets=[PASSPHRASE])
    assert (typed.status, typed.err.count("passphrase for main: ")) == (0, 1)
    assert operations(careful) == before + 1


def test_what_is_known_under_its_id_is_answered_without_asking(careful: Wallet) -> None:
    assert careful(*DEAR, "--id", "sofa", tty=True, secrets=[PASSPHRASE]).status == 0
    careful.ok(*DEAR, "--id", "sofa")


EXPORTS = [
    ("export",), ("export", "-o", "-"), ("export", "-o", "{}"), ("export", "--format", "hledger", "-o", "{}"),
    ("export", "--since", "last", "--state", "nightly", "-o", "{}.jsonl"),
    ("statement", "2026-11", "@bank", "-o", "{}"),
    ("statement", "2026-11", "@bank", "--format", "csv"),
]  # fmt: skip


@pytest.mark.parametrize("words", EXPORTS, ids=" ".join)
def test_nothing_leaves_in_plain_text_without_a_secret(careful: Wallet, words: tuple[str, ...], tmp_path: Path) -> None:
    words = tuple(word.format(tmp_path / "books.csv") for word in words)
    result = careful(*words, "--json")
    assert (slug(result), result.out, list(tmp_path.glob("books*"))) == ((4, "confirm-export"), "", [])
    assert careful(*words, "-n").status == 0
    result = careful(*words, tty=True, secrets=[PASSPHRASE])
    assert (result.status, bool(result.out) or bool(list(tmp_path.glob("books*")))) == (0, True)


def test_the_limit_itself_is_changed_and_undone_with_a_secret_alone(careful: Wallet) -> None:
    last = careful.ok("log", "-l", "1", "-q").strip()
    for words in (("config", "confirm-above", "off"), ("config", "set", "confirm-above", "900eur"), ("undo", last)):
        assert slug(careful(*words, "--json")) == (4, "confirm-setting"), words
    assert careful.ok("config", "confirm-above") == "500eur,20usd\n"
    assert careful.ok("config", "confirm-above", "500.00 EUR, 20 USD").startswith("confirm-above is")
    assert careful("undo", last, tty=True, secrets=[PASSPHRASE]).status == 0
    assert careful.ok("config", "confirm-above") == "off\n"
    careful.ok(*DEAR)
    careful.ok("export")
    careful.ok("redo", last)
    assert slug(careful(*DEAR, "--json")) == (4, "confirm-payment")


def test_a_limit_is_typed_as_numbers_are_here(wallet: Wallet) -> None:
    wallet.ok("config", "confirm-above", "50.55")
    assert wallet.ok("config", "confirm-above") == "50.55eur\n"
    wallet.ok("config", "numbers", "1.234,50")
    assert wallet("config", "confirm-above", "1.500,50eur,jpy 3.000", tty=True).status == 0
    assert wallet.ok("config", "confirm-above") == "1500.50eur,3000jpy\n"
    for text, wanted in (("5eur,6eur", "currency-twice"), ("5xxq", "unknown-currency"), ("", "amount-missing")):
        assert slug(wallet("config", "confirm-above", text, "--json"))[0] == 2, (text, wanted)


def test_a_wallet_without_a_passphrase_of_its_own_is_asked_for_what_it_has(careful: Wallet, tmp_path: Path) -> None:
    file = tmp_path / "second-factor"
    file.write_bytes(bytes(64))
    source = ("--passphrase-file", str(careful.passphrase_file))
    new = ("--new-passphrase-file", str(careful.passphrase_file))
    careful.ok("keys", "add", "keyfile", "--new-key-file", str(file), *new, *source)
    careful.ok("keys", "revoke", "passphrase", "--key-file", str(file), "--yes", *source)
    result = careful(*DEAR, tty=True, typed=f"{file}\n", secrets=[PASSPHRASE])
    assert (result.status, "key file:" in result.err) == (0, True), result.err
