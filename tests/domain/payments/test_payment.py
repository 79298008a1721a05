"""A payment request: what counts as the same payment."""

from wallet_cli.domain.currency import currency
from wallet_cli.domain.money import Money
from wallet_cli.domain.payments.payment import Code, PaymentRequest, same_payment

EUR, USD = currency("EUR"), currency("USD")
REQUEST = PaymentRequest(
    scheme="epc",
    creditor="Zoë",
    account="DE89370400440532013000",
    account_sort="iban",
    amount=Money(1230, EUR),
    text="lunch",
    extra=(("a", "b"),),
)


def test_payee_and_note_come_from_whichever_field_has_them() -> None:
    assert (REQUEST.payee, REQUEST.note) == ("Zoë", "lunch")
    other = PaymentRequest(label="Bob", message="tea")
    assert (other.payee, other.note) == ("Bob", "tea")


def test_spelling_does_not_make_another_payment() -> None:
    again = REQUEST._replace(
        creditor="Zoe\u0308",
        account="de89 3704 0044 0532 0130 00",
        text="",
        message=" lunch ",
        raw=b"x",
        warnings=("w",),
    )
    assert same_payment(REQUEST, again)
    segwit = PaymentRequest(account_sort="bitcoin", account="bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")
    assert same_payment(segwit, segwit._replace(account=segwit.account.upper()))


def test_any_other_difference_does() -> None:
    for change in (
        {"scheme": "bip321"},
        {"creditor": "zoë"},
        {"account": "DE75512108001245126199"},
        {"bic": "INGBNL2A"},
        {"amount": None},
        {"amount": Money(1231, EUR)},
        {"amount": Money(1230, USD)},
        {"reference": "RF18539007547034"},
        {"text": "dinner"},
        {"purpose": "GDDS"},
        {"information": "x"},
        {"expiry": "2026-12-01"},
        {"extra": ()},
    ):
        assert not same_payment(REQUEST, REQUEST._replace(**change)), change
    base58 = PaymentRequest(account_sort="bitcoin", account="1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")
    assert not same_payment(base58, base58._replace(account=base58.account.upper()))


def test_a_code_is_utf_8_of_level_m_unless_said_otherwise() -> None:
    assert Code(b"x") == Code(b"x", "qr", "utf-8", "M", None, 40)


def test_the_order_of_what_a_code_says_besides_does_not_matter() -> None:
    pairs = (("b", "2"), ("a", "1"))
    assert same_payment(REQUEST._replace(extra=pairs), REQUEST._replace(extra=pairs[::-1]))


def test_a_request_says_nothing_that_was_not_said() -> None:
    empty = PaymentRequest()
    assert not any(empty)
    assert (empty.raw, empty.amount) == (b"", None)
