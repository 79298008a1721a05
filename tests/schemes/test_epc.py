"""EPC069-12: the examples, the exact limits, the charsets, and payloads that mean harm."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.currency import currency
from wallet_cli.domain.money import Money
from wallet_cli.domain.payments.identifiers import creditor_reference
from wallet_cli.domain.payments.payment import PaymentRequest, same_payment
from wallet_cli.errors import BadFile, UsageProblem, WalletError
from wallet_cli.schemes.epc import SCHEME

LARGEST_MINOR = SCHEME.facts.largest_minor
EUR = currency("EUR")
IBANS = ("DE89370400440532013000", "FR1420041010050500013M02606", "NO9386011117947")
PLAIN = PaymentRequest(scheme="epc", creditor="Anna Muster", account=IBANS[0], account_sort="iban")


def payload(**changes: str) -> bytes:
    """A synthetic code, with fields replaced by name."""
    fields = {
        "tag": "BCD",
        "version": "002",
        "charset": "1",
        "kind": "SCT",
        "bic": "",
        "name": "Anna Muster",
        "iban": "DE89370400440532013000",
        "amount": "EUR12.3",
        "purpose": "",
        "reference": "",
        "text": "",
        "information": "",
    }
    return "\n".join((fields | changes).values()).encode()


def slug(data: bytes) -> str:
    with pytest.raises(BadFile) as problem:
        SCHEME.parse(data)
    return problem.value.slug


def test_the_vectors_are_read_and_written_with_the_same_meaning(corpus: Path) -> None:
    vectors = [json.loads(line) for line in (corpus / "qr" / "vectors.jsonl").open(encoding="utf-8")]
    chosen = [vector for vector in vectors if vector["scheme"] == "epc"]
    assert chosen
    for vector in chosen:
        data = vector["expected"].encode(vector.get("encoding", "utf-8"))
        assert SCHEME.recognises(data)
        request = SCHEME.parse(data)
        fields = vector["fields"]
        assert request.creditor == fields.get("name", request.creditor)
        assert request.account == fields.get("iban", request.account)
        assert request.purpose == fields.get("purpose", fields.get("purposeCode", request.purpose))
        again = SCHEME.parse(SCHEME.build(request._replace(warnings=())).payload)
        assert same_payment(again, request)


def test_a_full_code_says_everything() -> None:
    data = payload(version="001", bic="INGBNL2A", purpose="GDDS", reference="RF18 5390 0754 7034", information="note")
    assert SCHEME.parse(data) == PaymentRequest(
        scheme="epc",
        creditor="Anna Muster",
        account=IBANS[0],
        account_sort="iban",
        bic="INGBNL2A",
        amount=Money(1230, EUR),
        reference="RF18539007547034",
        purpose="GDDS",
        information="note",
        raw=data,
    )


@pytest.mark.parametrize(
    ("number", "charset", "name"),
    [
        ("1", "utf-8", "Čeněk Ωmega"),
        ("2", "iso8859-1", "Müller"),
        ("3", "iso8859-2", "Čeněk"),
        ("4", "iso8859-4", "Jānis"),
        ("5", "iso8859-5", "Иванов"),
        ("6", "iso8859-7", "Ωμέγα"),
        ("7", "iso8859-10", "Sámi"),
        ("8", "iso8859-15", "Œuvre €"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_charset_and_line_end_is_read(number: str, charset: str, name: str, end: str) -> None:
    text = payload(charset=number, name=name).decode().replace("\n", end)
    assert SCHEME.parse(text.encode(charset)).creditor == name


def test_trailing_empty_lines_may_be_cut_or_added() -> None:
    cut = payload().rstrip(b"\n")
    assert same_payment(SCHEME.parse(cut), SCHEME.parse(payload() + b"\n\n"))
    bare = b"\n".join(cut.split(b"\n")[:7])
    assert SCHEME.parse(bare).amount is None


@pytest.mark.parametrize(
    ("text", "minor"),
    [("EUR0.01", 1), ("EUR999999999.99", LARGEST_MINOR), ("EUR5", 500), ("EUR12.3", 1230), ("EUR007", 700)],
)
def test_amounts_in_range_are_exact(text: str, minor: int) -> None:
    assert SCHEME.parse(payload(amount=text)).amount == Money(minor, EUR)


@pytest.mark.parametrize(
    "text",
    [
        "EUR0",
        "EUR0.00",
        "EUR1000000000",
        "USD5",
        "eur5",
        "EUR1,50",
        "EUR1.",
        "EUR.5",
        "EUR1.234",
        "EUR-1",
        "EUR 1",
        "EUR",
        "EUR1e3",
        "EUR٣",
    ],
)
def test_other_amounts_are_refused(text: str) -> None:
    assert slug(payload(amount=text)) == "code-amount"


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"version": "003"}, "code-field"),
        ({"charset": "9"}, "code-field"),
        ({"kind": "UCT"}, "code-field"),
        ({"version": "001"}, "code-field-missing"),
        ({"name": ""}, "code-field-missing"),
        ({"iban": ""}, "code-field-missing"),
        ({"iban": "DE89370400440532013001"}, "code-iban"),
        ({"bic": "INGB"}, "code-bic"),
        ({"purpose": "GDDSX"}, "code-field"),
        ({"purpose": "GD-S"}, "code-field"),
        ({"reference": "RF19539007547034"}, "code-creditor-reference"),
        ({"reference": "RF18539007547034", "text": "x"}, "code-two-references"),
        ({"name": "x" * 71}, "code-field-too-long"),
        ({"reference": "1" * 36}, "code-field-too-long"),
        ({"text": "x" * 141}, "code-field-too-long"),
        ({"information": "x" * 71}, "code-field-too-long"),
        ({"information": "x\nmore"}, "code-too-many-lines"),
        ({"information": "x\r\n"}, "code-line-ends"),
        ({"name": "An\x00na"}, "code-hidden-character"),
        ({"name": "An\x1b[31mna"}, "code-hidden-character"),
        ({"name": "Anna \u202eretsuM"}, "code-hidden-character"),
        ({"name": "An\u200bna"}, "code-hidden-character"),
        ({"name": "\ufeffAnna"}, "code-hidden-character"),
        ({"name": "An\rna"}, "code-hidden-character"),
        ({"text": "x" * 140, "name": "ä" * 70, "information": "y" * 60}, "code-too-long"),
    ],
)
def test_a_broken_or_hostile_code_is_refused_in_one_way(changes: dict[str, str], wanted: str) -> None:
    assert slug(payload(**changes)) == wanted


def test_bytes_that_are_not_the_declared_charset_are_refused() -> None:
    assert slug(payload(name="Müller").replace("ü".encode(), b"\xfc")) == "code-charset"
    assert slug(payload(charset="6").replace(b"Anna", b"An\xff\xae")) == "code-charset"
    assert slug(payload(charset="2").replace(b"Anna", b"An\x9bna")) == "code-hidden-character"


def test_a_code_cut_short_is_refused() -> None:
    assert slug(b"BCD\n002\n1\nSCT\n\nAnna") == "code-field-missing"
    assert slug(b"BCD") == "code-field"
    assert slug(b"BCD\n" + b"9" * 9999) == "code-too-long"


def test_field_limits_hold_to_the_character() -> None:
    assert SCHEME.parse(payload(name="x" * 70, text="y" * 140)).text == "y" * 140
    assert SCHEME.parse(payload(reference="1" * 35, information="z" * 70)).information == "z" * 70


def test_what_a_person_should_look_at_is_a_warning() -> None:
    assert SCHEME.parse(payload(reference="+++090/9337/55493+++")).warnings == ("reference-unchecked",)
    assert SCHEME.parse(payload(iban="CH9300762011623852957")).warnings == ("bic-wanted",)
    assert SCHEME.parse(payload()).warnings == ()


def test_it_is_written_as_version_2_in_utf_8_of_level_m() -> None:
    request = PLAIN._replace(creditor="Müller", amount=Money(1000, EUR), purpose="gdds", text="Essen")
    code = SCHEME.build(request)
    assert code.payload.decode() == "BCD\n002\n1\nSCT\n\nMüller\nDE89370400440532013000\nEUR10.00\nGDDS\n\nEssen"
    assert (code.charset, code.error_correction, code.version, code.max_version) == ("utf-8", "M", None, 13)


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"creditor": " "}, "request-field-missing"),
        ({"creditor": "x" * 71}, "request-too-long"),
        ({"creditor": "An\u202ena"}, "request-hidden-character"),
        ({"account": "DE89370400440532013001"}, "iban-checksum"),
        ({"account": "CH9300762011623852957"}, "request-bic-wanted"),
        ({"bic": "INGB"}, "bic"),
        ({"purpose": "ßA"}, "request-field"),
        ({"reference": "12345"}, "creditor-reference"),
        ({"reference": "RF18539007547034", "text": "x"}, "request-two-references"),
        ({"text": "two\nlines"}, "request-hidden-character"),
        ({"label": "x"}, "request-field-not-carried"),
        ({"amount": Money(1, currency("USD"))}, "request-currency"),
        ({"amount": Money(0, EUR)}, "request-amount-range"),
        ({"amount": Money(LARGEST_MINOR + 1, EUR)}, "request-amount-range"),
        ({"creditor": "中" * 70, "text": "中" * 140}, "request-too-many-bytes"),
    ],
)
def test_what_the_code_cannot_say_is_refused(changes: dict[str, object], wanted: str) -> None:
    with pytest.raises(UsageProblem) as problem:
        SCHEME.build(PLAIN._replace(**changes))
    assert problem.value.slug == wanted


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=24)
REQUESTS = st.builds(
    PLAIN._replace,
    creditor=WORDS.filter(str.strip),
    account=st.sampled_from(IBANS),
    bic=st.sampled_from(("", "INGBNL2A", "BHBLDEHHXXX")),
    amount=st.none() | st.builds(Money, st.integers(1, LARGEST_MINOR), st.just(EUR)),
    purpose=st.text("ABCDEFGHIJ0123456789", max_size=4),
    information=WORDS,
)
TAILS = st.tuples(st.just(""), WORDS) | st.tuples(
    st.text("ABC123", min_size=1, max_size=21).map(creditor_reference), st.just("")
)


@given(REQUESTS, TAILS)
def test_what_is_built_is_read_back_as_meant(request: PaymentRequest, tail: tuple[str, str]) -> None:
    whole = request._replace(reference=tail[0], text=tail[1])
    assert same_payment(SCHEME.parse(SCHEME.build(whole).payload), whole)


@given(st.binary(max_size=400) | st.builds(lambda head, rest: head + rest, st.just(b"BCD\n002\n1\nSCT\n"), st.binary()))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    SCHEME.recognises(data)
    try:
        SCHEME.parse(data)
    except WalletError as error:
        assert isinstance(error, BadFile)


@given(st.data())
def test_a_damaged_code_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(payload(text="some text", bic="INGBNL2A"))
    for _ in range(data.draw(st.integers(1, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        SCHEME.parse(bytes(whole))
    except WalletError as error:
        assert isinstance(error, BadFile)
