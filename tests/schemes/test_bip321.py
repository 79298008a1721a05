"""BIP-321: the examples of the standard, strict URIs, exact satoshis, and what must not be paid."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.currency import currency
from wallet_cli.domain.money import Money
from wallet_cli.domain.payments.payment import PaymentRequest, same_payment
from wallet_cli.errors import BadFile, UsageProblem, WalletError
from wallet_cli.schemes.bip321 import SCHEME

LARGEST_MINOR = SCHEME.facts.largest_minor
BTC = currency("BTC")
SEGWIT = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
TAPROOT = "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"
BASE58 = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
TESTNET = "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7"
PLAIN = PaymentRequest(scheme="bip321", account=SEGWIT, account_sort="bitcoin")


def parse(uri: str) -> PaymentRequest:
    return SCHEME.parse(uri.encode())


def slug(uri: str) -> str:
    with pytest.raises(BadFile) as problem:
        parse(uri)
    return problem.value.slug


def test_the_vectors_are_read_or_refused_as_the_standard_says(corpus: Path) -> None:
    vectors = [json.loads(line) for line in (corpus / "qr" / "vectors.jsonl").open(encoding="utf-8")]
    chosen = [vector for vector in vectors if vector["scheme"] == "bip321"]
    assert chosen
    for vector in chosen:
        data = vector["expected"].encode()
        assert SCHEME.recognises(data)
        if vector["valid"]:
            assert SCHEME.parse(data).raw == data
        else:
            with pytest.raises(BadFile):
                SCHEME.parse(data)


def test_a_full_uri_says_everything() -> None:
    request = parse(
        f"BitCoin:{SEGWIT.upper()}?AMOUNT=20.3&Label=Caf%C3%A9+%26%20Bar&message=for%20%25&x=1&lightning=lnbc1&flag"
    )
    assert request.account == SEGWIT
    assert request.amount == Money(2_030_000_000, BTC)
    assert (request.label, request.message) == ("Café+& Bar", "for %")
    assert request.extra == (("x", "1"), ("lightning", "lnbc1"), ("flag", ""))
    assert (request.obstacles, request.warnings) == ((), ())


@pytest.mark.parametrize(
    ("text", "satoshis"),
    [
        ("0.00000001", 1),
        (".123", 12_300_000),
        ("50.", 5_000_000_000),
        ("21000000", LARGEST_MINOR),
        ("0.1000000000", 10_000_000),
        ("1.1", 110_000_000),
    ],
)
def test_amounts_are_exact_satoshis(text: str, satoshis: int) -> None:
    assert parse(f"bitcoin:{SEGWIT}?amount={text}").amount == Money(satoshis, BTC)


@pytest.mark.parametrize(
    "text",
    ["", ".", "0", "0.000000001", "21000000.00000001", "1,5", "1e3", "-1", "+1", "1.2.3", "50BTC", "%D9%A3", "9" * 33],
)
def test_other_amounts_are_refused(text: str) -> None:
    assert slug(f"bitcoin:{SEGWIT}?amount={text}") == "code-amount"


@pytest.mark.parametrize(
    ("uri", "wanted"),
    [
        ("bitcoin:", "code-address"),
        ("bitcoin:?", "code-address"),
        ("bitcoin:?label=x", "code-address"),
        (f"bitcoin://{SEGWIT}", "code-address"),
        ("bitcoin:" + "1" * 91, "code-address"),
        ("bitcoin:?bc=bc1%2F", "code-address"),
        (f"bitcoin:?bc={TESTNET}", "code-address-network"),
        (f"bitcoin:?tb={SEGWIT}", "code-address-network"),
        (f"bitcoin:{SEGWIT}?req-x=1", "code-required"),
        (f"bitcoin:{SEGWIT}?REQ-pop=x", "code-required"),
        (f"bitcoin:{SEGWIT}?req-amount=1", "code-required"),
        (f"bitcoin:{SEGWIT}?amount=1&Amount=1", "code-repeated"),
        (f"bitcoin:{SEGWIT}?message=a&message=b", "code-repeated"),
        (f"bitcoin:{SEGWIT}?%72eq-x=1", "code-field"),
        (f"bitcoin:{SEGWIT}?=1", "code-field"),
        (f"bitcoin:{SEGWIT}?label=a#b", "code-field"),
        (f"bitcoin:{SEGWIT}?label=a b", "code-field"),
        (f'bitcoin:{SEGWIT}?label="a"', "code-field"),
        (f"bitcoin:{SEGWIT}?label=%4", "code-field"),
        (f"bitcoin:{SEGWIT}?label=%+1", "code-field"),
        (f"bitcoin:{SEGWIT}?label=%zz", "code-field"),
        (f"bitcoin:{SEGWIT}?label=%FF", "code-charset"),
        (f"bitcoin:{SEGWIT}?label=Café", "code-charset"),
        (f"bitcoin:{SEGWIT}?label=a%00b", "code-hidden-character"),
        (f"bitcoin:{SEGWIT}?label=a%0Ab", "code-hidden-character"),
        (f"bitcoin:{SEGWIT}?label=%E2%80%AEkcab", "code-hidden-character"),
        (f"bitcoin:{SEGWIT}?label=a\x1bb", "code-hidden-character"),
        (f"bitcoin:{SEGWIT}\x00", "code-hidden-character"),
        (f"bitcoin:{SEGWIT}?label=" + "x" * 8000, "code-too-long"),
        ("litecoin:x", "code-field"),
    ],
)
def test_a_broken_or_hostile_uri_is_refused_in_one_way(uri: str, wanted: str) -> None:
    assert slug(uri) == wanted


def test_what_must_not_be_paid_is_an_obstacle() -> None:
    assert parse("bitcoin:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb").obstacles == ("address-checksum",)
    assert parse("bitcoin:?lightning=lnbc1").obstacles == ("no-address",)
    assert parse(f"bitcoin:{TESTNET}").obstacles == ("test-network",)
    assert parse(f"bitcoin:?tb={TESTNET}").obstacles == ("test-network",)


def test_of_several_addresses_the_first_of_the_main_network_is_taken() -> None:
    request = parse(f"bitcoin:?tb={TESTNET}&bc={TAPROOT}&BC={SEGWIT.upper()}")
    assert request.account == TAPROOT
    assert request.extra == (("tb", TESTNET), ("bc", SEGWIT.upper()))
    assert parse(f"bitcoin:{BASE58}?bc={TAPROOT}").extra == (("bc", TAPROOT),)


def test_empty_parameters_are_nothing() -> None:
    assert same_payment(parse(f"bitcoin:{BASE58}?&&"), parse(f"bitcoin:{BASE58}"))


def test_it_is_written_in_ascii_with_the_shortest_amount() -> None:
    request = PLAIN._replace(creditor="Café & Bar", amount=Money(2_030_000_000, BTC), text="50%")
    code = SCHEME.build(request)
    assert code.payload == f"bitcoin:{SEGWIT}?amount=20.3&label=Caf%C3%A9%20%26%20Bar&message=50%25".encode()
    assert SCHEME.build(PLAIN).payload == f"bitcoin:{SEGWIT}".encode()
    assert b"amount=21000000" in SCHEME.build(PLAIN._replace(amount=Money(LARGEST_MINOR, BTC))).payload


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"account": "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"}, "bitcoin-address"),
        ({"account": ""}, "bitcoin-address"),
        ({"account": TESTNET}, "bitcoin-test-network"),
        ({"amount": Money(1, currency("EUR"))}, "request-currency"),
        ({"amount": Money(0, BTC)}, "request-amount-range"),
        ({"amount": Money(LARGEST_MINOR + 1, BTC)}, "request-amount-range"),
        ({"label": "a", "creditor": "b"}, "request-said-twice"),
        ({"message": "a", "text": "b"}, "request-said-twice"),
        ({"reference": "RF18539007547034"}, "request-field-not-carried"),
        ({"extra": (("lightning", "x"),)}, "request-field-not-carried"),
        ({"label": "a\x00"}, "request-hidden-character"),
    ],
)
def test_what_the_uri_cannot_say_is_refused(changes: dict[str, object], wanted: str) -> None:
    with pytest.raises(UsageProblem) as problem:
        SCHEME.build(PLAIN._replace(**changes))
    assert problem.value.slug == wanted


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=40)


@given(
    st.builds(
        PLAIN._replace,
        account=st.sampled_from((SEGWIT, TAPROOT, BASE58, SEGWIT.upper())),
        amount=st.none() | st.builds(Money, st.integers(1, LARGEST_MINOR), st.just(BTC)),
        label=WORDS,
        message=WORDS,
    )
)
def test_what_is_built_is_read_back_as_meant(request: PaymentRequest) -> None:
    assert same_payment(SCHEME.parse(SCHEME.build(request).payload), request)


URIS = st.text("bc1q?&=%C3aAmountlbelreq-.0123456789\n\x00é+#", max_size=120)


@given(st.binary() | st.builds(lambda rest: f"bitcoin:{rest}".encode(), st.text() | URIS))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    SCHEME.recognises(data)
    try:
        SCHEME.parse(data)
    except WalletError as error:
        assert isinstance(error, BadFile)
