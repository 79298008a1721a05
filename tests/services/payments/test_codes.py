"""Making and reading codes as use cases: nothing is shown that would not read back as meant."""

import pytest

from wallet_cli.domain.currency import currency
from wallet_cli.domain.money import Money
from wallet_cli.domain.payments.payment import Code, PaymentRequest
from wallet_cli.errors import BadFile, UsageProblem, WalletError
from wallet_cli.schemes import registry
from wallet_cli.services.payments import codes
from wallet_cli.services.payments.codes import fields, read_code, request_code

AMOUNT = Money(2500, currency("EUR"))
LUNCH = PaymentRequest(
    scheme="epc",
    creditor="Anna Muster",
    account="de89 3704 0044 0532 0130 00",
    account_sort="iban",
    amount=AMOUNT,
    text="Lunch share",
)


def test_a_request_becomes_a_code_and_the_text_to_check_it_by() -> None:
    requested = request_code(LUNCH)
    assert requested.code.payload.startswith(b"BCD\n002\n1\nSCT\n\nAnna Muster\n")
    assert requested.fields == (
        ("creditor", "Anna Muster"),
        ("account", "DE89 3704 0044 0532 0130 00"),
        ("amount", AMOUNT),
        ("text", "Lunch share"),
    )


def test_a_code_is_read_back_as_the_request() -> None:
    request = read_code(request_code(LUNCH).code.payload)
    assert (request.payee, request.amount, request.note) == ("Anna Muster", AMOUNT, "Lunch share")


def test_extras_are_shown_under_their_own_names() -> None:
    request = read_code(b"bitcoin:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa?lightning=lnbc1")
    assert fields(request) == (("account", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"), ("lightning", "lnbc1"))


def test_an_unknown_scheme_or_payload_is_refused() -> None:
    with pytest.raises(UsageProblem, match="unknown-scheme"):
        request_code(LUNCH._replace(scheme="nope"))
    with pytest.raises(BadFile, match="unknown-code"):
        read_code(b"https://example.org")


def test_a_code_that_would_not_read_back_as_meant_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    class Forgetful:
        def build(self, request: PaymentRequest) -> Code:
            return Code(b"x")

        def parse(self, payload: bytes) -> PaymentRequest:
            return LUNCH._replace(amount=Money(250, AMOUNT.currency))

    monkeypatch.setattr(registry, "maker", lambda name: Forgetful())
    with pytest.raises(WalletError, match="code-not-same") as problem:
        request_code(LUNCH)
    assert problem.value.exit == 1


def test_a_code_is_drawn_and_read_from_the_picture() -> None:
    pytest.importorskip("zxingcpp")
    code = request_code(LUNCH).code
    assert codes.codes_in_picture(codes.draw_png(code)) == (code.payload,)
    assert codes.draw_svg(code, scale=2).startswith("<?xml")
    lines = codes.draw_lines(code, 80)
    assert all(line.endswith("\x1b[0m") for line in lines)
    with pytest.raises(UsageProblem, match="terminal-too-narrow"):
        codes.draw_lines(code, 20)
