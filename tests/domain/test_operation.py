"""Records and images: what is written is read back the same, and nothing else is read at all."""

import hashlib
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wallet_cli.domain import operation
from wallet_cli.domain.operation import Image, Record
from wallet_cli.errors import Damaged

DIGESTS = st.lists(st.binary(min_size=32, max_size=32), max_size=4).map(tuple)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
UIDS = st.binary(min_size=16, max_size=16)
DIGEST = st.binary(min_size=32, max_size=32)
FIELDS: dict[str, st.SearchStrategy[object]] = {
    "uid": UIDS,
    "device": UIDS,
    "counter": st.integers(0, 2**63 - 1),
    "time_us": st.integers(-(2**62), 2**62),
    "parents": DIGESTS,
    "epoch": st.integers(0, 2**31),
    "command": TEXTS,
    "origin": TEXTS,
    "key": TEXTS,
    "bodies": DIGESTS,
    "balances": DIGEST,
}
OLD = st.builds(
    Record,
    **FIELDS,
    request=st.binary(max_size=32),
    undoes=st.binary(max_size=16),
    predecessor=st.just(b""),
    version=st.just(1),
)  # type: ignore[arg-type]
NEW = st.builds(
    Record,
    **FIELDS,
    request=DIGEST | st.just(b""),
    undoes=UIDS | st.just(b""),
    predecessor=UIDS | st.just(b""),
    version=st.just(2),
)  # type: ignore[arg-type]
RECORDS = OLD | NEW
VALUES = st.recursive(st.none() | st.integers() | TEXTS, lambda inner: st.lists(inner, max_size=3), max_leaves=8)
IMAGES = st.builds(Image, TEXTS, UIDS, UIDS | st.just(b""), VALUES)
PLAIN = Record(bytes(16), bytes(16), 1, 2, (bytes(32),), 1, "pay", "", "", b"", b"", (bytes(32),), bytes(32))
FULL = Record(
    uid=bytes(range(16)),
    device=b"d" * 16,
    counter=3,
    time_us=1_795_000_000_000_000,
    parents=(b"p" * 32,),
    epoch=1,
    command="pay",
    origin="tty1",
    key="k",
    request=b"r" * 32,
    undoes=b"u" * 16,
    bodies=(b"b" * 32, b"c" * 32),
    balances=b"s" * 32,
    predecessor=b"q" * 16,
)
FULL_2 = (
    "000000020002" "00000010000102030405060708090a0b0c0d0e0f" f"00000010{'64' * 16}" "000000080000000000000003"
    f"000000080006608b015f3000" f"00000020{'70' * 32}" "0000000400000001" "00000003706179" "0000000474747931"
    f"000000016b" f"00000020{'72' * 32}" f"00000010{'75' * 16}" f"00000040{'62' * 32}{'63' * 32}"
    f"00000020{'73' * 32}" f"00000010{'71' * 16}"
)  # fmt: skip


def slug(data: bytes) -> str:
    with pytest.raises(Damaged) as caught:
        operation.decode(data)
    return caught.value.slug


@given(RECORDS)
@example(FULL)
def test_a_record_is_read_back_as_it_was_written(record: Record) -> None:
    assert operation.decode(operation.encode(record)) == record


@given(RECORDS, RECORDS)
def test_two_records_never_share_their_bytes(one: Record, other: Record) -> None:
    assert (operation.encode(one) == operation.encode(other)) == (one == other)


def test_the_bytes_of_version_1_stay_for_ever() -> None:
    data = operation.encode(PLAIN._replace(version=1))
    assert data.startswith(b"\0\0\0\2\0\1\0\0\0\x10" + bytes(16))
    assert operation.seal(b"key", data).hex() == "d0230abde8d8b76b181fd1c55bc8ade4eed20e93c13e1db2d356bb13a06ca0e7"


def test_the_bytes_of_version_2_stay_for_ever() -> None:
    data = bytes.fromhex(FULL_2)
    assert operation.encode(FULL) == data
    assert operation.decode(data) == FULL
    assert operation.seal(b"key", data).hex() == "1542c4b3bc42cac4ec4529c2f6ba4c9c4b110cff2ae7e714048987d9efffac3e"
    assert len(operation.encode(FULL)) == len(operation.encode(FULL._replace(version=1))) + 20


SIZES = {1: 16, 2: 16, 3: 8, 4: 8, 6: 4, 10: 32, 11: 16, 13: 32, 14: 16}


@pytest.mark.parametrize(("at", "size"), SIZES.items())
@given(other=st.integers(0, 40))
def test_each_field_of_version_2_has_one_length(at: int, size: int, other: int) -> None:
    parts = list(operation.unframe(operation.encode(FULL)))
    parts[at] = bytes(other)
    data = operation.frame(*parts)
    if other == size or (other == 0 and at in (10, 11, 14)):
        assert operation.encode(operation.decode(data)) == data
    else:
        assert slug(data) == "journal-unreadable"


@pytest.mark.parametrize("version", [1, 2])
def test_a_record_has_the_fields_of_its_version_and_no_others(version: int) -> None:
    parts = list(operation.unframe(operation.encode(FULL._replace(version=version, predecessor=b""))))
    assert slug(operation.frame(*parts[:-1])) == "journal-unreadable"
    assert slug(operation.frame(*parts, b"")) == "journal-unreadable"
    assert slug(operation.frame((3 - version).to_bytes(2, "big"), *parts[1:])) == "journal-unreadable"


@given(st.data())
def test_no_cut_and_no_flipped_length_is_taken_for_a_record(data: st.DataObject) -> None:
    whole = operation.encode(PLAIN)
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    assert slug(cut) == "journal-unreadable"


def test_a_later_version_is_told_from_damage() -> None:
    later = operation.frame(b"\0\3", b"whatever is in it")
    assert slug(operation.frame(b"\0\0", b"whatever is in it")) == "journal-newer"
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


@given(st.lists(IMAGES.map(lambda image: image._replace(kind="txn", uid=image.uid[:16])), max_size=4))
def test_what_is_read_as_bytes_is_the_same_images(images: list[Image]) -> None:
    parts = [*map(operation.encode_image, images)]
    found = list(operation.heads_of_images(operation.frame(*parts)))
    assert [image._replace(body=operation.decode_body(image.body)) for image in found] == images
    assert [operation.image_of_bytes(*image) for image in found] == parts


def test_the_body_of_what_is_gone_is_none() -> None:
    image = Image("txn", bytes(16), bytes(16), None)
    assert operation.image_of_bytes(*image[:3], operation.NOTHING) == operation.encode_image(image)
    assert operation.decode_body(operation.NOTHING) is None


@pytest.mark.parametrize(
    "bad",
    [
        b"{",
        b"[1]",
        b"[1,2,3,4]",
        b'["a","zz","",null]',
        b'["\xff","","",null]',
        b'["a","","",null',
        b'["a","","" null]',
        b'["a","":"",null]',
        b'["a";"","",null]',
        b'{"a","","",null]',
        b'["a", "","",null]',
    ],
)
def test_bytes_in_another_form_are_damage(bad: bytes) -> None:
    with pytest.raises(Damaged, match="journal-unreadable"):
        list(operation.heads_of_images(operation.frame(bad)))


@pytest.mark.parametrize("bad", [b"", b"[1", b"[1]2", b" [1]", b"\xff", b"nul"])
def test_what_is_no_body_is_damage(bad: bytes) -> None:
    with pytest.raises(Damaged, match="journal-unreadable"):
        operation.decode_body(bad)


@pytest.mark.parametrize("bad", [b"{", b"[1]", b"[1,2,3,4]", b'["a","zz","",null]', b"\xff"])
def test_what_is_no_image_is_damage(bad: bytes) -> None:
    with pytest.raises(Damaged):
        list(operation.decode_images(operation.frame(bad)))


BODIES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.tuples(inner) | st.dictionaries(st.text(), inner),
)


@given(BODIES)
def test_what_is_written_by_hand_is_what_the_library_writes(body: object) -> None:
    image = Image("item", b"\1" * 16, b"", body)
    assert operation.encode_image(image) == operation.encode_image(image, of_many=True)


@pytest.mark.parametrize("body", [1.5, b"1", {1}])
def test_what_no_body_holds_is_refused(body: object) -> None:
    with pytest.raises(TypeError, match="in a body"):
        operation.canonical([body])


def test_an_image_has_no_blanks_and_its_letters_stay() -> None:
    data = operation.encode_image(Image("payee", b"\1" * 16, b"", ["午饭", []]))
    assert data == b'["payee","' + b"01" * 16 + '","",["午饭",[]]]'.encode()
    assert json.loads(data)[3] == ["午饭", []]


@given(st.binary(), st.binary(), st.binary(), st.binary())
def test_the_digest_of_a_body_takes_its_salt_apart(salt: bytes, body: bytes, salt_2: bytes, body_2: bytes) -> None:
    same = operation.body_digest(salt, body) == operation.body_digest(salt_2, body_2)
    assert same == ((salt, body) == (salt_2, body_2))


@given(st.lists(st.binary(max_size=16), max_size=3), st.binary(max_size=32), st.binary(), st.binary())
def test_a_request_is_never_taken_for_a_body(salts: list[bytes], asked: bytes, salt: bytes, body: bytes) -> None:
    assert operation.request_digest(salts, asked) != operation.body_digest(salt, body) or salt == b"request"


def test_a_request_is_digested_with_all_salts_in_their_order() -> None:
    data = operation.frame(b"request", b"1" * 16, b"2" * 16, b"asked")
    assert operation.request_digest([b"1" * 16, b"2" * 16], b"asked") == hashlib.sha256(data).digest()
