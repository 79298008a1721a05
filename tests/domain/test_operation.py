"""Records and images: what is written is read back the same, and nothing else is read at all."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain import operation
from wallet_cli.domain.operation import Image, Record
from wallet_cli.errors import Damaged

DIGESTS = st.lists(st.binary(min_size=32, max_size=32), max_size=4).map(tuple)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
UIDS = st.binary(min_size=16, max_size=16)
RECORDS = st.builds(
    Record,
    uid=UIDS,
    device=UIDS,
    counter=st.integers(0, 2**63 - 1),
    time_us=st.integers(-(2**62), 2**62),
    parents=DIGESTS,
    epoch=st.integers(0, 2**31),
    command=TEXTS,
    origin=TEXTS,
    key=TEXTS,
    request=st.binary(max_size=32),
    undoes=st.binary(max_size=16),
    bodies=DIGESTS,
    balances=st.binary(min_size=32, max_size=32),
)
VALUES = st.recursive(st.none() | st.integers() | TEXTS, lambda inner: st.lists(inner, max_size=3), max_leaves=8)
IMAGES = st.builds(Image, TEXTS, UIDS, UIDS | st.just(b""), VALUES)
PLAIN = Record(bytes(16), bytes(16), 1, 2, (bytes(32),), 1, "pay", "", "", b"", b"", (bytes(32),), bytes(32))


def slug(data: bytes) -> str:
    with pytest.raises(Damaged) as caught:
        operation.decode(data)
    return caught.value.slug


@given(RECORDS)
def test_a_record_is_read_back_as_it_was_written(record: Record) -> None:
    assert operation.decode(operation.encode(record)) == record


@given(RECORDS, RECORDS)
def test_two_records_never_share_their_bytes(one: Record, other: Record) -> None:
    assert (operation.encode(one) == operation.encode(other)) == (one == other)


def test_the_bytes_of_version_1_stay_for_ever() -> None:
    data = operation.encode(PLAIN)
    assert data.startswith(b"\0\0\0\2\0\1\0\0\0\x10" + bytes(16))
    assert operation.seal(b"key", data).hex() == "d0230abde8d8b76b181fd1c55bc8ade4eed20e93c13e1db2d356bb13a06ca0e7"


@given(st.data())
def test_no_cut_and_no_flipped_length_is_taken_for_a_record(data: st.DataObject) -> None:
    whole = operation.encode(PLAIN)
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    assert slug(cut) == "journal-unreadable"


def test_a_later_version_is_told_from_damage() -> None:
    later = operation.frame(b"\0\2", b"whatever is in it")
    assert slug(later) == "journal-newer"
    assert slug(operation.frame(b"\2")) == "journal-unreadable"
    assert slug(b"") == "journal-unreadable"
    assert slug(b"\xff\xff\xff\xff") == "journal-unreadable"


@pytest.mark.parametrize("at", [5, 12])
def test_digests_come_whole(at: int) -> None:
    parts = list(operation.unframe(operation.encode(PLAIN)))
    parts[at] += b"x"
    assert slug(operation.frame(*parts)) == "journal-unreadable"


def test_texts_are_utf8() -> None:
    parts = list(operation.unframe(operation.encode(PLAIN)))
    parts[7] = b"\xff"
    assert slug(operation.frame(*parts)) == "journal-unreadable"


@given(st.lists(st.binary(max_size=20)))
def test_frames_can_not_be_shifted_into_one_another(parts: list[bytes]) -> None:
    assert list(operation.unframe(operation.frame(*parts))) == parts


@given(st.lists(IMAGES, max_size=4))
def test_images_are_read_back_in_order(images: list[Image]) -> None:
    chunk = operation.frame(*map(operation.encode_image, images))
    assert list(operation.decode_images(chunk)) == images


@pytest.mark.parametrize("bad", [b"{", b"[1]", b"[1,2,3,4]", b'["a","zz","",null]', b"\xff"])
def test_what_is_no_image_is_damage(bad: bytes) -> None:
    with pytest.raises(Damaged):
        list(operation.decode_images(operation.frame(bad)))


def test_an_image_has_no_blanks_and_its_letters_stay() -> None:
    data = operation.encode_image(Image("payee", b"\1" * 16, b"", ["午饭", []]))
    assert data == b'["payee","' + b"01" * 16 + '","",["午饭",[]]]'.encode()
    assert json.loads(data)[3] == ["午饭", []]


@given(st.binary(), st.binary(), st.binary(), st.binary())
def test_the_digest_of_a_body_takes_its_salt_apart(salt: bytes, body: bytes, salt_2: bytes, body_2: bytes) -> None:
    same = operation.body_digest(salt, body) == operation.body_digest(salt_2, body_2)
    assert same == ((salt, body) == (salt_2, body_2))
