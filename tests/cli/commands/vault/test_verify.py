"""``verify``, ``config`` and ``doctor`` as people and scripts meet them."""

import json

import pytest

from tests.cli.driver import Wallet
from tests.raw import harm
from wallet_cli.cli.app import App
from wallet_cli.cli.options import Options
from wallet_cli.cli.render.progress import Bar
from wallet_cli.services.vault import verify


def test_a_sound_wallet_says_so_in_words_and_rows(wallet: Wallet) -> None:
    told = wallet.ok("verify", tty=True)
    assert "All is well: 5 operations checked" in told
    assert "the books against the journal" in told
    rows = [line.split("\t") for line in wallet.ok("verify").splitlines()]
    assert rows[0] == ["check", "looked_at", "problems"]
    assert [row[0] for row in rows[1:]] == list(verify.names())
    assert wallet.ok("verify", "--quiet") == ""


@pytest.mark.parametrize("tty", [True, False])
def test_every_problem_is_told_with_how_to_mend_it(wallet: Wallet, tty: bool) -> None:
    with wallet.opened() as store:
        harm.forge_memo(store.db, 1)
        harm.drop_triggers(store.db, "posting_fixed")
    result = wallet("verify", tty=tty)
    assert result.status == 8
    assert "the txn t1 differs from what operation o2 recorded" in result.err
    assert 'the trigger "posting_fixed" is missing from the store' in result.err
    assert "wallet verify --rebuild" in result.err
    assert "problems found in this wallet: 2" in result.err


def test_programs_get_one_document_and_one_error(wallet: Wallet) -> None:
    with wallet.opened() as store:
        harm.forge_counts(store.db, 3)
    result = wallet("verify", "--json")
    told = json.loads(result.out)
    assert (told["schema"], told["ok"], told["operations"]) == ("wallet.verify/1", False, 5)
    assert {each["slug"] for each in told["problems"]} == {"rollup-differs"}
    assert json.loads(result.err)["params"] == {"problems": len(told["problems"])}


def test_a_rebuild_mends_and_says_what(wallet: Wallet) -> None:
    with wallet.opened() as store:
        harm.forge_memo(store.db, 1)
        harm.drop_triggers(store.db, "posting_fixed")
    rehearsed = wallet("verify", "--rebuild", "--dry-run")
    assert rehearsed.status == 8
    result = wallet("verify", "--rebuild")
    assert result.status == 0, result.err
    assert "put back as released: posting_fixed" in result.err
    assert "repaired by rebuilding the books: 2" in result.err
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_many_problems_are_counted(wallet: Wallet) -> None:
    lines = "".join(f"{number} Coffee @cash +food\n" for number in range(1, 26))
    wallet.ok("batch", "-", typed=lines)
    with wallet.opened() as store:
        harm.forge_memos(store.db)
    assert "and 7 more of the same kinds" in wallet("verify").err


def test_two_wishes_at_once_are_one_too_many(wallet: Wallet) -> None:
    assert wallet("verify", "--rebuild", "--accept-older").status == 2


def test_an_erased_body_is_told_and_no_problem_but_one_that_somebody_emptied_is(wallet: Wallet) -> None:
    wallet.ok("pay", "5", "Coffee", "@cash", "+food")
    wallet.ok("pay", "6", "Tea", "@cash", "+food")
    wallet.ok("rm", "t3", "--erase-body", "--yes")
    result = wallet("verify", tty=True)
    assert (result.status, "erased on purpose" in result.err) == (0, True)
    with wallet.opened() as store:
        harm.empty_bodies(store.db, 7, at=0)
    result = wallet("verify", tty=True)
    assert (result.status, "emptied, and no erasure in the journal says so" in result.err) == (8, True)


def test_a_bar_is_shown_on_a_terminal_after_a_second_only(wallet: Wallet) -> None:
    from tests.streams import Stream

    class Around:
        now, env = 0, {}
        stdout = stderr = Stream(True)

        def now_us(self) -> int:
            return self.now

        def width(self) -> int:
            return 80

    around = Around()
    with Bar(App(around, Options()), {"zero": "summing"}) as bar:  # type: ignore[arg-type]
        bar("zero", 1, 2)
        assert around.stderr.text == ""
        around.now = 1_000_000
        bar("zero", 1, 2)
        bar("other", 1, 0)
    assert "summing" in around.stderr.text
    around.stdout = around.stderr = Stream(True)
    around.now, around.env = 0, {"TERM": "dumb"}
    with Bar(App(around, Options()), {"zero": "summing"}) as bar:  # type: ignore[arg-type]
        around.now = 1_000_000
        bar("zero", 1, 2)
        bar("zero", 2, 2)
    assert around.stderr.text == "summing\n"


def test_settings_are_listed_read_and_changed(wallet: Wallet) -> None:
    assert "how numbers are typed and shown" in wallet.ok("config", tty=True)
    assert wallet.ok("config").splitlines()[:2] == ["name\tvalue", "currency\tEUR"]
    assert json.loads(wallet.ok("config", "get", "currency", "--json"))["settings"] == {"currency": "EUR"}
    assert json.loads(wallet.ok("config", "--json"))["settings"]["numbers"] == "1,234.50"
    assert "numbers would" not in wallet.ok("config", "set", "numbers", "1.234,50", "--dry-run")
    assert "numbers is now 1.234,50" in wallet.ok("config", "set", "numbers", "1.234,50")
    assert "1.250,00" in wallet.ok("balance", "bank", tty=True)
    assert "already" in wallet.ok("config", "set", "numbers", "1.234,50")
    assert wallet.ok("config", "set", "owner", "Ada", "-q").startswith("o")
    changed = json.loads(wallet.ok("config", "set", "owner", "Ben", "--json"))
    assert (changed["before"], changed["settings"]) == ("Ada", {"owner": "Ben"})
    wallet.ok("undo", changed["operation"], "--yes")
    assert wallet.ok("config", "get", "owner") == "Ada\n"


def test_the_doctor_needs_no_wallet(bare: Wallet) -> None:
    told = json.loads(bare.ok("doctor", "--json"))
    assert told["schema"] == "wallet.doctor/1"
    assert {"python", "sqlcipher", "keyring"} <= {each["name"] for each in told["checks"]}
    assert bare.ok("doctor").splitlines()[0] == "check\tstate\tvalue"
    assert bare.ok("doctor", "-q") == ""


def test_findings_are_status_10_where_asked_for(bare: Wallet) -> None:
    bare.data.mkdir(mode=0o700)
    (bare.data / "main").mkdir(mode=0o755)
    (bare.data / "main").chmod(0o755)
    result = bare("doctor", "--check", tty=True)
    assert (result.status, "look here" in result.out) == (10, True)
    assert "chmod -R go=" in result.err
    assert "vault-shared" in bare.ok("doctor", "--json")


def test_a_well_set_up_machine_is_praised(bare: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    from wallet_cli.services.vault import doctor
    from wallet_cli.services.vault.doctor import Finding

    monkeypatch.setattr(doctor, "examine", lambda _machine: [Finding("3", name="python")])
    assert "set up well" in bare.ok("doctor", "--check", tty=True)


def test_a_contradicted_assertion_is_told_and_a_status_only_with_check(wallet: Wallet) -> None:
    wallet.ok("adjust", "@cash", "--to", "50")
    wallet.ok("pay", "5", "Shop", "@cash", "+food")
    assert wallet("verify", "--check").status == 0
    wallet.ok("pay", "7", "Forgotten", "@cash", "+food", "-d", "y")
    told = wallet("verify")
    assert (told.status, "you had asserted 50.00 EUR" in told.err) == (0, True)
    assert wallet("verify", "--check").status == 10


def test_more_failing_assertions_than_are_listed_are_still_no_damage(wallet: Wallet) -> None:
    for day in range(1, 26):
        wallet.ok("adjust", "@bank", "--to", "0", "-d", f"2026-09-{day:02}")
    wallet.ok("pay", "5", "Shop", "@bank", "+food", "-d", "2026-08-31")
    assert wallet("verify").status == 0
    assert wallet("verify", "--check").status == 10
    wallet.ok("backup", str(wallet.folder / "x.backup"))
    assert wallet("verify", str(wallet.folder / "x.backup")).status == 0


@pytest.mark.parametrize("value", [b"\x01\x02\x03", "sixteen letters.", None])
def test_a_wallet_that_forgot_its_device_records_nothing_until_it_is_another_one(wallet: Wallet, value: object) -> None:
    with wallet.opened() as store:
        if value is None:
            harm.forget(store.db, "device")
        else:
            harm.replace_meta(store.db, "device", value)
    refused = wallet("pay", "5", "Tea", "@cash", "+food", "--json")
    assert (refused.status, json.loads(refused.err)["slug"]) == (8, "device-unknown")
    assert "device-unknown" in wallet("verify", "--json").out
    assert wallet.ok("balance", "cash")
    wallet.ok("verify", "--accept-older", "--yes")
    wallet.ok("pay", "5", "Tea", "@cash", "+food")
    assert json.loads(wallet.ok("verify", "--json"))["ok"]
