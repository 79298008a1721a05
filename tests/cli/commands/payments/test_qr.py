"""``wallet qr`` at the command line: made, drawn, written, read back by an independent decoder."""

import json
from pathlib import Path

import pytest

from tests.cli.driver import Wallet

IBAN = "DE89370400440532013000"
LINES = ["BCD", "002", "1", "SCT", "", "Ada Example", IBAN, "EUR25.00", "", "", "Lunch share"]
REQUEST = ("qr", "request", "25", "Lunch share", "--to", "bank", "--name", "Ada Example")


@pytest.fixture
def payable(wallet: Wallet) -> Wallet:
    wallet.ok("accounts", "edit", "bank", "--iban", IBAN)
    return wallet


def test_a_request_in_a_pipe_is_the_payload_and_reads_back(payable: Wallet) -> None:
    payload = payable.ok(*REQUEST)
    assert payload.splitlines() == LINES
    shown = payable.ok("qr", "read", "--text", "-", typed=payload)
    assert "to: Ada Example" in shown
    assert "amount: €25.00" in shown
    assert "account: DE89 3704 0044 0532 0130 00" in shown


def test_on_a_terminal_the_code_is_drawn_with_its_text_beneath(payable: Wallet) -> None:
    out = payable.ok(*REQUEST, tty=True)
    assert "\x1b[38;5;16;48;5;231m▀" in out
    assert "text: Lunch share" in out
    payable.width = 30
    narrow = payable(*REQUEST, tty=True)
    assert (narrow.status, "needs" in narrow.err or "wide" in narrow.err) == (2, True)


def test_pictures_are_written_whole_and_read_by_another_decoder(payable: Wallet, tmp_path: Path) -> None:
    zxing = pytest.importorskip("zxingcpp", reason="zxing-cpp is not installed")
    assert zxing
    png, svg = tmp_path / "lunch.png", tmp_path / "lunch.svg"
    assert f"wrote {png}" in payable.ok(*REQUEST, "-o", str(png))
    payable.ok(*REQUEST, "-o", str(svg))
    assert png.stat().st_mode & 0o777 == 0o600
    assert svg.read_text().startswith("<svg") or "<svg" in svg.read_text()
    read = json.loads(payable.ok("qr", "read", str(png), "--json"))
    assert (read["scheme"], read["creditor"], read["amount"]["minor"]) == ("epc", "Ada Example", "2500")
    again = payable(*REQUEST, "-o", str(png))
    assert again.status == 5
    payable.ok(*REQUEST, "-o", str(png), "--force")
    assert list(tmp_path.glob(".*draft*")) == []


@pytest.mark.parametrize("dry", [(), ("-n",)])
def test_a_program_gets_the_document_beside_the_picture(payable: Wallet, tmp_path: Path, dry: tuple[str, ...]) -> None:
    path = str(tmp_path / "code.svg")
    document = json.loads(payable.ok("qr", "request", "25", "Lunch", *REQUEST[4:], "-o", path, "--json", *dry))
    assert (document["schema"], document["path"], document["dry_run"]) == ("wallet.code/1", path, bool(dry))
    assert (document["payload"][:3], document["amount"]["amount"]) == ("BCD", "25.00")
    assert Path(path).exists() is not bool(dry)


def test_a_dry_run_writes_no_file(payable: Wallet, tmp_path: Path) -> None:
    assert "would write" in payable.ok(*REQUEST, "-o", str(tmp_path / "x.svg"), "-n")
    assert not (tmp_path / "x.svg").exists()


@pytest.mark.parametrize(
    ("argv", "status"),
    [
        (("qr", "request", "25", "Lunch", "--to", "cash", "--name", "Ada"), 5),
        (("qr", "request", "25", "Lunch", "--to", "bank"), 2),
        (("qr", "request", "25usd", "Lunch", "--to", "bank", "--name", "Ada"), 5),
        (("qr", "request", "25", "Lunch", "--to", "bank", "--name", "Ada", "-o", "/nowhere/x.png"), 2),
        (("qr", "request", "25", "Lunch", "--to", "bank", "--name", "Ada", "-o", "/tmp/x.gif"), 2),
        (("qr", "request", "25", "Lunch", "--to", "bank", "--name", "Ada", "-o", "/tmp"), 2),
        (("qr", "read"), 2),
        (("qr", "read", "/nowhere/x.png"), 2),
        (("qr", "read", "--text", "https://example.com/pay"), 7),
    ],
)
def test_what_cannot_be_done_is_refused_with_its_status(payable: Wallet, argv: tuple[str, ...], status: int) -> None:
    result = payable(*argv)
    assert (result.status, result.out) == (status, "")
    assert result.err.startswith("wallet: ")


def test_the_only_account_with_a_number_is_meant_and_the_owner_can_be_kept(payable: Wallet) -> None:
    read = json.loads(payable.ok("qr", "request", "--name", "Ada Example", "--json"))
    assert read["account"].replace(" ", "") == IBAN
    assert "amount" not in read


def test_a_code_is_drawn_again_from_its_text(payable: Wallet) -> None:
    text = "\\n".join(LINES)
    assert payable.ok("qr", "show", "--text", text, "--payload").splitlines() == LINES
    assert "usage: wallet qr" in payable.ok("qr")


def test_a_bitcoin_request(payable: Wallet) -> None:
    payable.ok(
        "accounts",
        "add",
        "coins",
        "--kind",
        "asset",
        "--currency",
        "BTC",
        "--number",
        "1BoatSLRHtKNngkdXEeobR76b53LETtpyT",
    )
    uri = payable.ok("qr", "request", "0.015", "Old boat", "--to", "coins", "--name", "Ada").strip()
    assert uri.startswith("bitcoin:1BoatSLRHtKNngkdXEeobR76b53LETtpyT?")
    assert "amount=0.015" in uri


def test_hostile_text_is_shown_harmlessly(payable: Wallet) -> None:
    text = "bitcoin:1BoatSLRHtKNngkdXEeobR76b53LETtpyT?label=%5B%2Fx%5D%1B%5B2J"
    result = payable("qr", "read", "--text", text)
    assert "\x1b" not in result.out + result.err
    assert (result.status, "U+001B" in result.err) == (7, True)
    shown = payable.ok("qr", "read", "--text", text.replace("%1B%5B2J", ""))
    assert "[/x]" in shown
