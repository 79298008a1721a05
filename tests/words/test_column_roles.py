"""Every role that a column of a table can have is called something, in both languages."""

import pytest

from wallet_cli import i18n
from wallet_cli.formats.table import known, roles
from wallet_cli.words import column_roles


def test_every_role_has_words() -> None:
    every = {*roles.NAMES, *known.WORDS.values(), *(role for role, _pattern in roles.PARTS)}
    assert every <= column_roles.ROLES.keys()


@pytest.mark.parametrize("role", column_roles.ROLES)
def test_it_is_chinese_in_chinese(role: str) -> None:
    i18n.choose("zh")
    try:
        assert any("\u4e00" <= char <= "\u9fff" for char in column_roles.called(role)) or role == "id"
    finally:
        i18n.choose("en")


def test_a_role_of_a_later_version_stays_as_it_is() -> None:
    assert column_roles.called("moon-phase") == "moon-phase"
