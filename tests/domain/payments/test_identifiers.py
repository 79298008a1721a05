"""IBAN, RF creditor reference and BIC: what is right passes, a slip of the finger doesn't."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.payments import identifiers as ids
from wallet_cli.errors import UsageProblem

IBANS = (
    "DE89370400440532013000",
    "CH9300762011623852957",
    "GB29NWBK60161331926819",
    "NO9386011117947",
    "FR1420041010050500013M02606",
    "MT84MALT011000012345MTLCAST001S",
)
UPPER = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=21)


@pytest.mark.parametrize("iban", IBANS)
def test_a_valid_iban_passes_in_any_spelling(iban: str) -> None:
    assert ids.iban_fault(iban) is None
    assert ids.read_iban(f" {ids.grouped(iban).lower()} ") == iban


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "characters"),
        ("DE", "characters"),
        ("DEX9370400440532013000", "characters"),
        ("DE89-3704", "characters"),
        ("DE8937040044053201300٠", "characters"),
        ("ß89370400440532013000", "characters"),
        ("XX89370400440532013000", "country"),
        ("DE8937040044053201300", "length"),
        ("DE89370400440532013001", "checksum"),
    ],
)
def test_a_wrong_iban_says_what_is_wrong(text: str, fault: str) -> None:
    assert ids.iban_fault(ids.compact(text)) == fault
    with pytest.raises(UsageProblem) as problem:
        ids.read_iban(text)
    assert problem.value.slug == f"iban-{fault}"
    assert problem.value.params.get("country", text[:2]) == text[:2]


def test_check_digits_beyond_98_are_refused_though_the_remainder_is_one() -> None:
    # 02 and 99 leave the same remainder by 97; ISO 13616 allows 02 to 98 only
    body = next(b for b in (f"{n:018d}" for n in range(500)) if ids.iban_fault(f"DE02{b}") is None)
    assert ids.iban_fault(f"DE99{body}") == "checksum"


@given(st.sampled_from(IBANS), st.data())
def test_one_wrong_digit_never_passes(iban: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(2, len(iban) - 1).filter(lambda at: iban[at].isdigit()))
    digit = data.draw(st.sampled_from("0123456789").filter(lambda digit: digit != iban[at]))
    assert ids.iban_fault(iban[:at] + digit + iban[at + 1 :]) is not None


def test_every_country_has_a_length_that_an_iban_can_have() -> None:
    assert len(ids.IBAN_LENGTHS) == 89
    assert all(15 <= length <= 34 for length in ids.IBAN_LENGTHS.values())
    assert set(ids.IBAN_LENGTHS) >= ids.EEA
    assert len(ids.EEA) == 30


def test_a_creditor_reference_passes_and_a_wrong_one_does_not() -> None:
    assert ids.read_creditor_reference("rf18 5390 0754 7034") == "RF18539007547034"
    assert ids.creditor_reference_fault("RF18539007547035") == "checksum"
    assert ids.creditor_reference_fault("RF18") == "length"
    assert ids.creditor_reference_fault("RF18" + "1" * 22) == "length"
    assert ids.creditor_reference_fault("XF18539007547034") == "characters"
    with pytest.raises(UsageProblem, match="creditor-reference"):
        ids.read_creditor_reference("RF19539007547034")


@given(UPPER)
def test_a_made_creditor_reference_passes(body: str) -> None:
    assert ids.creditor_reference_fault(ids.creditor_reference(body)) is None


@pytest.mark.parametrize("body", ["", "Ä1", "1" * 22, "2026/11"])
def test_a_creditor_reference_is_made_of_letters_and_digits(body: str) -> None:
    with pytest.raises(UsageProblem, match="creditor-reference-body"):
        ids.creditor_reference(body)


def test_a_bic_has_eight_or_eleven_characters() -> None:
    assert ids.read_bic("agrifrpp 882") == "AGRIFRPP882"
    assert ids.bic_fault("INGBNL2A") is None
    assert ids.bic_fault("INGBNL2") == "length"
    assert ids.bic_fault("1NGBNL2A") == "characters"
    with pytest.raises(UsageProblem, match="bic"):
        ids.read_bic("INGBNL2Ä")


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    for fault in (ids.iban_fault, ids.creditor_reference_fault, ids.bic_fault):
        assert fault(ids.compact(text)) in (None, "characters", "country", "length", "checksum")


@pytest.mark.parametrize("digits", ["02", "03", "97", "98"])
def test_every_pair_of_check_digits_from_02_to_98_occurs(digits: str) -> None:
    assert any(ids.iban_fault(f"DE{digits}{n:018d}") is None for n in range(200))
    assert any(ids.creditor_reference_fault(f"RF{digits}{n}") is None for n in range(200))
    assert not any(ids.creditor_reference_fault(f"RF{other}{n}") is None for n in range(200) for other in ("00", "99"))
