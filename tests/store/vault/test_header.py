"""The key header: every byte of it damaged, every field of it hostile, and still one of the few documented answers."""

import ctypes
import hashlib
import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import forging
from tests.own_process import answer_of
from wallet_cli.errors import Damaged, Locked, Refused, WalletError
from wallet_cli.store.vault import header, identity, kernel_keyring, key_types, keys, slots
from wallet_cli.store.vault.slots import TEST_KDF, Kdf, Secret

VAULT = bytes(range(16))
PASSPHRASE = "ein Wort 密码".encode()
DATA, DATABASE_KEY = keys.create_header(PASSPHRASE, TEST_KDF, VAULT, os.urandom)
UNLOCKED = keys.open_header(DATA, PASSPHRASE)


def resealed(change: Callable[[dict[str, Any]], None], *, master: bytes = UNLOCKED.master) -> bytes:
    """The header with other content and the right checksum, as somebody who can write the file would leave it."""
    told = json.loads(DATA.split(b"\n")[1])
    change(told)
    return with_line(json.dumps(told, separators=(",", ":")).encode(), master)


def with_line(line: bytes, master: bytes = UNLOCKED.master) -> bytes:
    above = b"wallet-keys/1\n" + line + b"\n"
    above += b"sha256 " + hashlib.sha256(above).hexdigest().encode() + b"\n"
    return above + forging.mac_line(above, master)


def answer(data: bytes) -> str:
    try:
        opened = keys.open_header(data, PASSPHRASE)
    except WalletError as error:
        return error.slug
    assert opened == UNLOCKED
    return "same"


def test_a_header_reads_back_the_same() -> None:
    assert header.render(header.parse(DATA), UNLOCKED.master) == DATA
    assert identity.identity_of(DATA) == (VAULT, 1, 1)
    assert identity.identity_of(DATA).vault_id == VAULT


def test_every_flipped_bit_is_damage_and_nothing_else() -> None:
    answers = {}
    for place in range(len(DATA)):
        for bit in range(8):
            broken = bytearray(DATA)
            broken[place] ^= 1 << bit
            answers[place, bit] = answer_cheaply(bytes(broken))
    version = len(b"wallet-keys/")
    newer = {spot for spot, slug in answers.items() if slug == "header-newer"}
    assert newer == {(version, 1), (version, 2), (version, 3)}  # "1" turned into "3", "5" or "9"
    assert {slug for spot, slug in answers.items() if spot not in newer} == {"header-damaged"}


def answer_cheaply(data: bytes) -> str:
    """As ``open_header``, with the master at hand: the cost of the passphrase isn't what is tested."""
    try:
        header.parse(data)
        header.check_mac(data, UNLOCKED.master)
    except WalletError as error:
        return error.slug
    return "same"


def test_every_truncation_and_every_tail_is_damage() -> None:
    assert {answer_cheaply(DATA[:size]) for size in range(len(DATA))} == {"header-damaged"}
    assert {answer_cheaply(DATA + tail) for tail in (b"\n", b"x", b"\n\n", DATA)} == {"header-damaged"}
    assert answer_cheaply(DATA + bytes(header.FILE_MOST_BYTES)) == "header-damaged"


def test_a_damaged_mac_line_is_found_when_it_is_opened() -> None:
    other = b"00" if DATA[-3:-1] != b"00" else b"11"
    assert answer(DATA[:-3] + other + b"\n") == "header-damaged"


def test_a_newer_format_says_so_and_no_other_first_line_does() -> None:
    assert answer(b"wallet-keys/2\n" + DATA.split(b"\n", 1)[1]) == "header-newer"
    assert answer(b"wallet-keys/17\n") == "header-newer"
    assert answer(b"wallet-keys/9999\n") == "header-newer"
    for first in (b"wallet-keys/0\n", b"wallet-keys/01\n", b"wallet-keys/99999\n", b"wallet-keys/x\n", b"age\n", b""):
        assert answer(first) == "header-damaged"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("t", 1), ("t", 65), ("t", 2**70), ("t", True), ("t", 2.0), ("t", "3"), ("t", None),
        ("m_kib", 19 * 1024 - 1), ("m_kib", 1024 * 1024 + 1), ("m_kib", 64 * 1024 * 1024), ("m_kib", -1),
        ("p", 0), ("p", 17), ("salt", "00"), ("salt", "zz" * 16), ("salt", "00" * 17), ("salt", 5), ("salt", "é" * 32),
    ],
)  # fmt: skip
def test_hostile_parameters_cost_nothing(field: str, value: object) -> None:
    data = resealed(lambda told: told["slots"][0]["kdf"].__setitem__(field, value))
    began = time.process_time()
    assert answer(data) == "header-damaged"
    assert time.process_time() - began < 0.02


def test_all_slots_together_cost_no_more_than_the_dearest_one_may() -> None:
    def many(passes: int) -> Callable[[dict[str, Any]], None]:
        def change(told: dict[str, Any]) -> None:
            first = told["slots"][0]
            kdf = {**first["kdf"], "t": passes, "m_kib": 1024 * 1024}
            told["slots"] = [{**first, "id": number, "kdf": kdf} for number in (1, 2)]

        return change

    header.parse(resealed(many(4)))
    began = time.process_time()
    assert answer(resealed(many(5))) == "header-damaged"
    assert time.process_time() - began < 0.02


def test_memory_times_passes_is_bounded_too() -> None:
    data = resealed(lambda told: told["slots"][0]["kdf"].update(t=64, m_kib=1024 * 1024))
    assert answer(data) == "header-damaged"


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told.update(extra=1),
        lambda told: told.update(generation=0),
        lambda told: told.update(generation=2**53),
        lambda told: told.update(epoch=-1),
        lambda told: told.update(vault="00"),
        lambda told: told.update(vault=told["vault"].upper().replace("0", " 0")),
        lambda told: told.update(slots={}),
        lambda told: told.update(slots=[]),
        lambda told: told.update(slots=told["slots"] * 2),
        lambda told: told.update(slots=[{**told["slots"][0], "id": n} for n in range(1, 34)]),
        lambda told: told.update(slots=[7]),
        lambda told: told["slots"][0].update(id=0),
        lambda told: told["slots"][0].update(id=10_000),
        lambda told: told["slots"][0].update(name=""),
        lambda told: told["slots"][0].update(name="x" * 65),
        lambda told: told["slots"][0].update(name="a\nb"),
        lambda told: told["slots"][0].update(name="\ud800"),
        lambda told: told["slots"][0].update(name=["x"]),
        lambda told: told["slots"][0].update(nonce="00" * 13),
        lambda told: told["slots"][0].update(wrapped="00" * 47),
        lambda told: told["slots"][0].pop("kdf"),
        lambda told: told["slots"][0].update(kdf=[]),
        lambda told: told["database"].update(nonce=""),
        lambda told: told["database"].update(wrapped="00" * 49),
        lambda told: told.update(database=None),
        lambda told: told.pop("database"),
    ],
)
def test_hostile_content_is_damage_whoever_made_its_checksum_and_before_any_secret_is_asked_for(
    change: Callable[[dict[str, Any]], None],
) -> None:
    assert answer(resealed(change)) in {"header-damaged", "header-newer"}
    with pytest.raises(Damaged, match=r"header-(damaged|newer)"):
        keys.require_type(resealed(change), key_types.PASSPHRASE)


@pytest.mark.parametrize(
    "line",
    [
        b"", b"{}", b"[]", b"null", b"[" * 60_000, b'{"vault":"' + b"00" * 16 + b'","generation":1,"epoch":1,}',
        DATA.split(b"\n")[1].replace(b'":', b'": ', 1),
        DATA.split(b"\n")[1].replace(b'"epoch":1', b'"epoch":1,"epoch":1'),
        DATA.split(b"\n")[1].replace(b'"generation":1', b'"generation":' + b"1" * 5000),
        DATA.split(b"\n")[1].replace(b'"generation":1', b'"generation":1_0'), b"\xff\xfe",
    ],
    ids=range(11),
)  # fmt: skip
def test_another_spelling_is_damage(line: bytes) -> None:
    assert answer(with_line(line)) == "header-damaged"


@pytest.mark.parametrize(
    "line",
    [
        b"a,b",
        b"\xff,1,1,",
        b'{"vault":"00","generation":1,"epoch":1,',
        b"{,+1,1,",
        DATA.split(b"\n")[1].replace(b'"generation":1', b'"generation":+1'),
        DATA.split(b"\n")[1].replace(VAULT.hex().encode(), VAULT.hex().upper().encode()),
    ],
    ids=range(6),
)
def test_an_identity_is_read_strictly(line: bytes) -> None:
    with pytest.raises(Damaged, match="header-damaged"):
        identity.identity_of(with_line(line))


def test_another_kind_of_slot_or_derivation_asks_for_a_newer_wallet() -> None:
    assert answer(resealed(lambda told: told["slots"][0].update(type="fido2"))) == "header-newer"
    assert answer(resealed(lambda told: told["slots"][0]["kdf"].update(name="scrypt"))) == "header-newer"


def test_what_no_slot_asks_for_is_refused_before_anybody_is_asked_for_it() -> None:
    keys.require_type(DATA, key_types.PASSPHRASE)
    with pytest.raises(Locked, match="no-such-key"):
        keys.require_type(DATA, "keyfile")
    with pytest.raises(Locked, match="key-file-needed"):
        keys.require_type(resealed(lambda told: told["slots"][0].update(type="keyfile")), key_types.PASSPHRASE)


def test_of_too_many_slots_none_is_looked_at() -> None:
    def change(told: dict[str, Any]) -> None:
        told["slots"][0]["kdf"]["name"] = "scrypt"
        told["slots"] *= slots.SLOTS_MOST + 1

    assert answer(resealed(change)) == "header-damaged"


def test_a_slot_is_bound_to_its_vault_number_and_cost() -> None:
    """Changed by somebody with every key but the passphrase's: the slot just doesn't open."""
    for change in (
        lambda told: told.update(vault="ff" * 16),
        lambda told: told["slots"][0].update(id=2),
        lambda told: told["slots"][0]["kdf"].update(t=3),
    ):
        assert answer(resealed(change)) == "wrong-passphrase"


def test_a_header_rewritten_without_the_master_is_damage() -> None:
    def rename(told: dict[str, Any]) -> None:
        told["slots"][0]["name"] = "renamed"

    assert answer(resealed(rename, master=bytes(32))) == "header-damaged"
    assert answer(resealed(lambda told: told.update(generation=9), master=bytes(32))) == "header-damaged"


def test_a_database_key_of_another_epoch_is_damage_even_with_a_good_mac() -> None:
    assert answer(resealed(lambda told: told.update(epoch=2))) == "header-damaged"


def test_the_largest_header_still_fits() -> None:
    told = header.parse(DATA)
    many = tuple(told.slots[0]._replace(id=9_968 + number, name="\U0001f600" * 64) for number in range(32))
    most = told._replace(slots=many)
    assert header.parse(header.render(most, UNLOCKED.master)) == most


@given(st.binary(max_size=300))
def test_no_bytes_at_all_make_it_stumble(data: bytes) -> None:
    for tried in (data, b"wallet-keys/1\n" + data, with_line(data.replace(b"\n", b""))):
        with pytest.raises(Damaged):
            header.parse(tried)


@given(
    st.recursive(st.none() | st.integers() | st.text(), lambda kids: st.lists(kids) | st.dictionaries(st.text(), kids))
)
def test_no_json_at_all_makes_it_stumble(value: object) -> None:
    for spot in ("slots", "database", "vault"):
        with pytest.raises(Damaged):
            header.parse(resealed(lambda told, spot=spot: told.update({spot: value})))  # type: ignore[misc]


def test_a_cost_out_of_bounds_is_refused_when_a_slot_is_made() -> None:
    for kdf in (Kdf(1, 64 * 1024, 4), Kdf(2, 1024, 1), Kdf(3, 2**40, 4), Kdf(3, 64 * 1024, 0), Kdf(64, 1024 * 1024, 1)):
        with pytest.raises(Refused, match="kdf-out-of-bounds"):
            keys.create_header(PASSPHRASE, kdf, VAULT, os.urandom)
    slots.check_kdf(slots.DEFAULT_KDF)


def test_too_little_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import argon2.low_level

    def fail(*_: object, **__: object) -> bytes:
        raise argon2.exceptions.HashingError("Memory allocation error")

    monkeypatch.setattr(argon2.low_level, "hash_secret_raw", fail)
    with pytest.raises(Refused, match="kdf-memory") as told:
        keys.open_header(DATA, PASSPHRASE)
    assert told.value.params == {"mib": 19}


def test_wrong_passphrases_are_told_with_one_message() -> None:
    for wrong in (b"", b"x", PASSPHRASE + b"\n", PASSPHRASE[:-1], bytes(1000)):
        with pytest.raises(Locked) as told:
            keys.open_header(DATA, wrong)
        assert (told.value.slug, told.value.params) == (
            "wrong-passphrase",
            {
                "recovery": "",
                "shares": "",
                "keyfile": "",
                "older": "",
                "seen": "",
                "files": (),
                "source": "",
                "line": "",
            },
        )


def test_an_opened_header_gives_the_key_and_hides_it() -> None:
    assert UNLOCKED.database_key == DATABASE_KEY
    assert len(DATABASE_KEY) == 32
    assert UNLOCKED.master.hex() not in repr(UNLOCKED)
    assert repr(DATABASE_KEY) not in repr(UNLOCKED)
    assert repr(UNLOCKED).endswith("generation=1, epoch=1)")


def test_two_headers_share_no_secret() -> None:
    again, other_key = keys.create_header(PASSPHRASE, TEST_KDF, VAULT, os.urandom)
    assert other_key != DATABASE_KEY
    assert header.parse(again).slots[0].salt != header.parse(DATA).slots[0].salt


def test_a_rewrite_is_the_next_generation_around_the_same_keys() -> None:
    second = slots.new_slot(
        Secret(key_types.PASSPHRASE, b"second"), UNLOCKED.master, TEST_KDF, VAULT, os.urandom, number=2, name="second"
    )
    data = keys.rewrite(DATA, UNLOCKED, lambda old: (*old, second))
    for passphrase in (PASSPHRASE, b"second"):
        opened = keys.open_header(data, passphrase)
        assert (opened.generation, opened.database_key, opened.master) == (2, DATABASE_KEY, UNLOCKED.master)
    alone = keys.rewrite(data, UNLOCKED, lambda old: old[1:])
    assert keys.open_header(alone, b"second").generation == 3
    with pytest.raises(Locked):
        keys.open_header(alone, PASSPHRASE)
    with pytest.raises(Damaged):
        keys.rewrite(DATA, UNLOCKED._replace(master=bytes(32)), lambda old: old)


def test_no_header_is_written_that_would_not_be_read() -> None:
    told = header.parse(DATA)
    for bad in (told._replace(slots=()), told._replace(slots=told.slots * 2)):
        with pytest.raises(Damaged, match="header-damaged"):
            header.render(bad, UNLOCKED.master)


def test_counters_go_as_far_as_every_reader_counts_exactly() -> None:
    most = 2**53 - 1
    for field in ("generation", "epoch"):
        assert (
            getattr(identity.identity_of(resealed(lambda told, field=field: told.update({field: most}))), field) == most
        )
        for wrong in (0, most + 1):
            data = resealed(lambda told, field=field, wrong=wrong: told.update({field: wrong}))
            with pytest.raises(Damaged, match="header-damaged"):
                identity.identity_of(data)


def test_a_rotation_is_the_next_generation_and_epoch_of_a_header_that_was_proven() -> None:
    before = identity.identity_of(DATA)
    made, opened = keys.rotated(DATA, UNLOCKED, os.urandom)
    after = before._replace(generation=before.generation + 1, epoch=before.epoch + 1)
    assert identity.identity_of(made) == after == (opened.vault_id, opened.generation, opened.epoch)
    assert opened.master == UNLOCKED.master and opened.database_key != UNLOCKED.database_key
    assert keys.open_header(made, PASSPHRASE) == opened
    forged = resealed(lambda told: told["slots"][0].update(name="renamed"), master=bytes(32))
    for change in (lambda: keys.rotated(forged, UNLOCKED, os.urandom), lambda: keys.rewrite(forged, UNLOCKED, tuple)):
        with pytest.raises(Damaged, match="header-damaged"):
            change()


def test_a_later_format_is_told_as_far_as_a_file_may_go() -> None:
    later = b"wallet-keys/2\n"
    assert answer(later.ljust(64 * 1024)) == "header-newer"
    assert answer(later.ljust(64 * 1024 + 1)) == "header-damaged"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has prctl")
def test_making_and_opening_a_key_header_forbid_dumps_each_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def made_and_opened() -> None:
        system = ctypes.CDLL(None)
        monkeypatch.setattr(kernel_keyring, "libc", None)
        system.prctl(4, 1)
        data, _key = keys.create_header(b"word", TEST_KDF, bytes(16), bytes)
        assert system.prctl(3) == 0
        monkeypatch.setattr(kernel_keyring, "libc", None)
        system.prctl(4, 1)
        keys.open_header(data, b"word")
        assert system.prctl(3) == 0

    assert answer_of(made_and_opened) == "done", "in a process of its own: not everybody may allow dumps again"
