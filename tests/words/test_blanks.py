"""What has still to be filled in is said in the chosen language; what somebody typed is left alone."""

from collections.abc import Iterator

import pytest

from tests.docs.reference import leaves
from wallet_cli import i18n
from wallet_cli.cli.line.help import usage, value_name
from wallet_cli.words.blanks import blank
from wallet_cli.words.spelling import bare, said

IN_ENGLISH = {"N", "IBAN", "RF", "SHELL", "[N]"}
"""What has no other name in Chinese."""


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    i18n.choose("zh")
    yield
    i18n.choose("en")


def test_every_option_and_argument_has_a_chinese_blank() -> None:
    names = {value_name(param) for _entry, _words, spec in leaves() for param in spec.params if param.takes != "flag"}
    assert len(names) > 25
    assert {name for name in names if name.isascii()} - IN_ENGLISH == set()


def test_usage_is_chinese() -> None:
    spec = next(spec for _entry, words, spec in leaves() if words == "accounts edit")
    assert usage(spec, "accounts edit").endswith(" [选项]")
    assert blank("PERSON[=PART]|FILE @ACCOUNT N") == "名字[=份额]|文件 @账户 N"
    i18n.choose("en")
    assert blank("FILE @ACCOUNT") == "FILE @ACCOUNT"


def test_a_line_is_filled_in_by_people_in_their_language() -> None:
    assert bare(said("`wallet backup FILE`")) == "wallet backup 文件"
    assert bare(said("`wallet pay {corrected}`", corrected="35 NAME @ACCOUNT +CATEGORY")) == (
        "wallet pay 35 名称 @账户 +分类"
    )


def test_what_was_typed_is_no_blank() -> None:
    assert bare(said("`wallet show {name}`", name="NAME")) == "wallet show NAME"
    assert bare(said("`wallet pay {corrected}`", corrected="35 TIME @VALUE")) == "wallet pay 35 TIME @VALUE"
