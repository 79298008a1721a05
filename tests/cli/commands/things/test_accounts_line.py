"""``accounts add`` takes the line that ``init`` teaches: a name, and what is in it or owed on it."""

import json
import shlex

import pytest

from tests.cli.driver import Wallet


@pytest.mark.parametrize(
    ("words", "row"),
    [
        (("checking", "1240.55"), "checking\tbank\t1240.55\tEUR"),
        (("visa", "owed", "200"), "visa\tcard\t-200.00\tEUR"),
        (("visa", "200"), "visa\tcard\t-200.00\tEUR"),
        (("信用卡欠200",), "信用卡\tcard\t-200.00\tEUR"),
        (("my", "bank", "50", "usd"), "my bank\tbank\t50.00\tUSD"),
        (("my bank", "50usd"), "my bank\tbank\t50.00\tUSD"),
        (("owe", "dad", "500"), "dad\tperson\t-500.00\tEUR"),
        (("我欠儿子", "300"), "儿子\tperson\t-300.00\tEUR"),
        (("借给老王200",), "老王\tperson\t200.00\tEUR"),
        (("uwe", "owes", "me", "50"), "uwe\tperson\t50.00\tEUR"),
        (("I", "owe", "visa", "50"), "visa\tcard\t-50.00\tEUR"),
        (("Konto 2", "7"), "Konto 2\tbank\t7.00\tEUR"),
        (("Konto 2",), "Konto 2\tbank\t0.00\tEUR"),
        (("401k",), "401k\t"),
        (("401k", "9"), "401k\t"),
        (("dollars", "5", "--currency", "USD", "--kind", "cash"), "dollars\tcash\t5.00\tUSD"),
        (("oma", "9", "--kind", "loan"), "oma\tloan\t-9.00\tEUR"),
        (("@paypal", "9", "-d", "2026-11-02"), "paypal\tewallet\t9.00\tEUR"),
    ],
)
def test_a_line_of_init_adds_the_account(wallet: Wallet, words: tuple[str, ...], row: str) -> None:
    wallet.ok("accounts", "add", *words)
    assert any(line.startswith(row) for line in wallet.ok("balance", "--plain").splitlines())


def test_on_a_terminal_the_amount_is_read_as_numbers_are_written_there(wallet: Wallet) -> None:
    wallet.ok("config", "set", "numbers", "1.234,50")
    assert "€1.240,55" in wallet.ok("accounts", "add", "checking", "1.240,55", tty=True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("x", "5", "--opening", "4"), "AMOUNT, --opening"),
        (("50", "eur"), '"50 eur" is an amount without an account'),
        (("x", "-5"), "wallet accounts add x --opening -5"),
        (("anna", "owes", "50"), "who owes whom"),
        (("anna", "owes", "me", "50", "--kind", "card"), "who owes whom"),
        (("借老王", "50"), "who owes whom"),
        (("x", "3q"), 'no currency "q"'),
        (("x", "5", "--kind", "nonsense"), 'no kind "nonsense"'),
    ],
)
def test_what_is_no_such_line_is_refused_and_nothing_is_added(
    wallet: Wallet, words: tuple[str, ...], told: str
) -> None:
    before = wallet.ok("accounts", "--plain")
    done = wallet("accounts", "add", *words)
    assert (done.status, told in done.err) == (2, True), done.err
    assert wallet.ok("accounts", "--plain") == before


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("accounts add 支付宝 --kind ewallet --opening 200cny --alias zfb -d 2026-11-02", "CNY"),
        ("accounts add dollars --currency USD --owed 5eur --kind card", "USD,EUR"),
    ],
)
def test_a_balance_in_another_currency_is_refused_with_all_that_was_typed(
    wallet: Wallet, line: str, wanted: str
) -> None:
    told = json.loads(wallet(*line.split(), "--json").err)
    corrected = shlex.split(told["params"]["corrected"])[1:]
    assert (told["slug"], told["params"]["wanted"]) == ("opening-not-held", wanted)
    assert set(line.split()) - {"USD"} < set(corrected)
    made = json.loads(wallet.ok(*corrected, "--json"))["account"]
    assert made["currencies"] == wanted.split(",")
    assert wallet.ok("balance", made["name"]).count("200.00" if wanted == "CNY" else "-5.00") == 1
