import json

import pytest

from wallet_cli.domain.files.profile import VERSION, TableProfile, column_names, from_json, header_key
from wallet_cli.errors import BadFile

FULL = TableProfile(
    "k", (("Datum", "booked"), ("Betrag", "amount")), "out", "dmy", ",", "EUR", "Europe/Berlin", "creditcard", "bank"
)


@pytest.mark.parametrize("profile", [FULL, TableProfile("k")])
def test_a_profile_comes_back_from_json_as_it_was(profile):
    assert from_json(json.loads(json.dumps(profile.as_json()))) == profile
    assert profile.as_json()["version"] == VERSION


def test_headers_are_the_same_by_their_words_and_order():
    assert header_key(["Datum", "Betrag"]) == header_key([" datum ", "BETRAG"])
    assert header_key(["Datum", "Betrag"]) != header_key(["Betrag", "Datum"])
    assert header_key(["a", "b"]) != header_key(["ab"])
    assert header_key(["a", "b", "", " "]) == header_key(["a", "b"]) != header_key(["", "a", "b"])


def test_columns_are_called_by_one_name_each():
    assert column_names([" Datum ", "", "Betrag", "Betrag", "#2"]) == ("Datum", "#2", "Betrag", "Betrag #4", "#2 #5")


@pytest.mark.parametrize(
    ("change", "slug"),
    [
        ({"version": 9}, "field-wrong"),
        ({"sign": "up"}, "field-wrong"),
        ({"dates": "ydm"}, "field-wrong"),
        ({"decimal": ";"}, "field-wrong"),
        ({"currency": 3}, "field-wrong"),
        ({"currency": "EURO"}, "field-wrong"),
        ({"currency": "eur"}, "field-wrong"),
        ({"zone": "x" * 201}, "field-wrong"),
        ({"roles": []}, "field-wrong"),
        ({"roles": {str(at): "memo" for at in range(201)}}, "field-wrong"),
        ({"header": None}, "field-wrong"),
    ],
)
def test_a_profile_that_is_none_is_refused(change, slug):
    with pytest.raises(BadFile, match=slug):
        from_json({**FULL.as_json(), **change})


def test_a_profile_needs_its_header():
    body = FULL.as_json()
    del body["header"]
    with pytest.raises(BadFile, match="field-missing"):
        from_json(body)
