"""``wallet privacy``: every file is named with what can be seen of it; no key is needed."""

import json

import pytest

from tests.cli.driver import Wallet


def test_it_needs_no_key_and_names_every_file(wallet: Wallet) -> None:
    del wallet.env["WALLET_PASSPHRASE_FILE"]
    (wallet.data / "main" / "notes.txt").write_text("x")
    told = json.loads(wallet.ok("privacy", "--json"))
    found = {each["what"]: each for each in told["stored"]}
    assert {"folder", "key-file", "store", "head", "lock", "other"} <= set(found)
    named = {each["path"] for each in told["stored"]}
    assert {str(path) for path in (wallet.data / "main").iterdir()} <= named
    assert {str(path) for path in wallet.state.iterdir()} <= named
    assert found["head"]["operations"] == 5
    assert found["store"]["pages"] == found["store"]["bytes"] // 4096
    assert [key["type"] for key in told["keys"]] == ["passphrase"]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_of_prose_is_wider_than_the_terminal(wallet: Wallet, width: int) -> None:
    wallet.width, wallet.env["NO_COLOR"] = width, "1"
    told = wallet.ok("privacy", tty=True).splitlines()
    assert any("anyone can see" in line for line in told)
    assert all(len(line) <= width for line in told if not line.startswith("/"))


def test_it_warns_of_what_others_can_read(wallet: Wallet) -> None:
    (wallet.data / "main" / "wallet.db").chmod(0o644)
    result = wallet("privacy")
    assert (result.status, "wallet.db" in result.err) == (0, True)
    assert [each["slug"] for each in json.loads(wallet.ok("privacy", "--json"))["problems"]][:1] == ["vault-shared"]


def test_rows_for_programs(wallet: Wallet) -> None:
    lines = wallet.ok("privacy").splitlines()
    assert lines[0] == "what\tpath\tbytes\tmode\toperations\tpages"
    assert {line.split("\t")[0] for line in lines[1:]} >= {"folder", "key-file", "store", "head"}
