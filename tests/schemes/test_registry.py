"""The registry: schemes are the rows of a table, and an unknown payload is told so."""

import pkgutil
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wallet_cli.schemes as package
from tests.cli.toys import scheme as toy
from wallet_cli.domain.payments.payee_accounts import SORTS
from wallet_cli.domain.payments.payment import PaymentRequest
from wallet_cli.errors import BadFile, UsageProblem
from wallet_cli.schemes import facts, registry
from wallet_cli.schemes.facts import SCHEMES


def test_every_module_has_its_row_and_every_row_its_module() -> None:
    found = {module.name for module in pkgutil.iter_modules(package.__path__)} - {"base", "facts", "registry"}
    assert {row.module for row in SCHEMES.values()} == {f"wallet_cli.schemes.{name}" for name in found}
    for name, row in SCHEMES.items():
        assert registry.maker(name).facts is row
        assert name == row.name


def test_a_row_names_fields_that_a_request_has() -> None:
    for row in SCHEMES.values():
        assert {field.name for field in row.fields} <= set(PaymentRequest._fields)
        assert row.title
        assert row.network
        assert row.limit_bytes
    assert SCHEMES["epc"].field("label") is None
    assert not SCHEMES["epc"].needs("label")
    assert SCHEMES["epc"].needs("creditor")


@pytest.mark.parametrize("name", ["", "base", "registry", "../epc", "EPC", "epc.x"])
def test_an_unknown_name_is_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(UsageProblem) as problem:
        registry.maker(name)
    assert problem.value.slug == "unknown-scheme"
    assert problem.value.params["known"] == tuple(each.name for each in facts.makers())


def test_a_scheme_that_is_only_read_makes_no_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SCHEMES, "toy", toy.SCHEME.facts._replace(makes=False))
    assert "toy" not in [row.name for row in facts.makers()]
    with pytest.raises(UsageProblem, match="unknown-scheme"):
        registry.maker("toy")
    assert facts.maker_for(("USD",)).name == "epc"
    assert registry.recognise(b"TOY|").facts.name == "toy"


def test_a_scheme_that_is_only_made_reads_no_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SCHEMES, "toy", toy.SCHEME.facts._replace(reads=False))
    assert registry.maker("toy") is toy.SCHEME
    with pytest.raises(BadFile, match="unknown-code"):
        registry.recognise(b"TOY|")


def test_a_general_scheme_is_asked_last(monkeypatch: pytest.MonkeyPatch) -> None:
    class General:
        facts = toy.SCHEME.facts._replace(is_general=True)

        def recognises(self, payload: bytes) -> bool:
            return payload.startswith(b"bitcoin:")

    rows = {"toy": General.facts, **SCHEMES}
    monkeypatch.setattr(facts, "SCHEMES", rows)
    monkeypatch.setattr(toy, "SCHEME", General())
    assert registry.recognise(b"bitcoin:x").facts.name == "bip321"


@pytest.mark.parametrize(
    ("currencies", "name"),
    [(("EUR",), "epc"), (("BTC",), "bip321"), ((), "epc"), (("USD",), "epc"), (("BTC", "EUR"), "epc")],
)
def test_an_account_s_only_currency_chooses_the_scheme(currencies: tuple[str, ...], name: str) -> None:
    assert facts.maker_for(currencies).name == name


def test_names_and_facts_import_no_scheme() -> None:
    code = (
        "import sys; from wallet_cli.services import completion; completion.schemes(); completion.scheme_names(); "
        "print(sorted(m for m in sys.modules if m.startswith('wallet_cli.schemes.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['wallet_cli.schemes.facts']"


def test_payloads_are_recognised() -> None:
    assert registry.recognise(b"BCD\r\n002\r\n1\r\nSCT\r\n\r\nx").facts.name == "epc"
    assert registry.recognise(b"BITCOIN:x").facts.name == "bip321"


def test_an_unknown_payload_is_told_by_a_harmless_start() -> None:
    with pytest.raises(BadFile) as problem:
        registry.recognise(b"\x1b[31mhttps://example.org/\xff\x00" * 3)
    assert problem.value.slug == "unknown-code"
    assert problem.value.params == {"start": ".[31mhttps://example.org", "bytes": 81}


def test_more_bytes_than_a_code_holds_are_refused() -> None:
    with pytest.raises(BadFile, match="code-too-long"):
        registry.recognise(b"bitcoin:" + b"x" * 10_000_000)


@given(st.binary(max_size=100))
def test_any_bytes_have_a_scheme_or_none(data: bytes) -> None:
    try:
        registry.recognise(data)
    except BadFile as problem:
        assert problem.slug == "unknown-code"


def test_every_scheme_takes_a_sort_of_account_that_is_known() -> None:
    missing = {row.account_sort for row in SCHEMES.values()} - set(SORTS)
    assert not missing, f"give {missing} a row in wallet_cli/domain/payments/payee_accounts.py"
