"""The registry: schemes are found by their files alone, and an unknown payload is told so."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wallet_cli.schemes as package
from wallet_cli.errors import BadFile, UsageProblem
from wallet_cli.schemes import registry

NEW_SCHEME = """
class _New:
    name = "brand-new"
    title = "Brand new"
    is_general = {general}
    def recognises(self, payload):
        return payload.startswith(b"{start}")
SCHEME = _New()
"""


def test_schemes_are_found_by_name() -> None:
    assert {"bip321", "epc"} <= set(registry.names())
    assert registry.names() == tuple(sorted(registry.names()))
    for name in registry.names():
        assert registry.by_name(name).name == name
        assert registry.by_name(name).title


@pytest.mark.parametrize("name", ["", "base", "registry", "../epc", "EPC", "epc.x"])
def test_an_unknown_name_is_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(UsageProblem) as problem:
        registry.by_name(name)
    assert problem.value.slug == "unknown-scheme"
    assert "epc" in problem.value.params["known"]  # type: ignore[operator]


def test_one_new_file_is_a_new_scheme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "brand_new.py").write_text(NEW_SCHEME.format(general=False, start="NEW"))
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    assert "brand-new" in registry.names()
    assert registry.recognise(b"NEW!").name == "brand-new"
    assert registry.by_name("brand-new").title == "Brand new"


def test_a_general_scheme_is_asked_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "aaa_general.py").write_text(NEW_SCHEME.format(general=True, start="bitcoin:"))
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    assert registry.recognise(b"bitcoin:x").name == "bip321"


def test_payloads_are_recognised() -> None:
    assert registry.recognise(b"BCD\r\n002\r\n1\r\nSCT\r\n\r\nx").name == "epc"
    assert registry.recognise(b"BITCOIN:x").name == "bip321"


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
