"""The session: settings are read once, and again whenever something may have changed them."""

import pytest

from wallet_cli.domain.operation import SETTING
from wallet_cli.services.session import Session, setting, style
from wallet_cli.store.journal import items
from wallet_cli.store.journal.entities import keyed_item


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The settings that were looked up."""
    names: list[str] = []
    find = items.find

    def noted(db: object, kind: str, name: str) -> object:
        names.append(name)
        return find(db, kind, name)

    monkeypatch.setattr(items, "find", noted)
    return names


def test_a_setting_is_read_once_and_one_that_is_not_there_too(session: Session, looks: list[str]) -> None:
    once = session._replace(settings={})
    assert [setting(once, "currency"), setting(once._replace(command="x"), "currency")] == ["EUR", "EUR"]
    assert [setting(once, "nowhere", 1), setting(once, "nowhere", 2)] == [1, 2]
    assert style(once) == style(once)
    assert sorted(looks) == ["currency", "decimal", "group", "nowhere"]


def test_without_a_place_for_them_they_are_read_each_time(session: Session, looks: list[str]) -> None:
    assert setting(session, "currency") == setting(session, "currency")
    assert looks == ["currency", "currency"]


@pytest.mark.parametrize("dry_run", [False, True])
def test_what_is_written_is_seen_and_so_is_what_is_taken_back(session: Session, dry_run: bool) -> None:
    once = session._replace(settings={})
    before = setting(once, "decimal")
    other = "," if before == "." else "."
    with once.store.operation(once.origin(), once.new_uid(), dry_run=dry_run) as work:
        work.put_item(keyed_item(SETTING, "decimal", other))
        work.flush()
        assert setting(once, "decimal") == other
    assert setting(once, "decimal") == (before if dry_run else other)
