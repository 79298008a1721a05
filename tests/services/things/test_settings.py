"""Settings are changed by operations, and say what they were."""

import pytest

from tests.raw import harm, journal
from tests.services.books import refused
from wallet_cli.domain.operation import SETTING, Image
from wallet_cli.domain.transaction import Posting, Transaction
from wallet_cli.errors import Locked, NotFound, UsageProblem
from wallet_cli.services import names
from wallet_cli.services.record import limits
from wallet_cli.services.session import Session, home_currency, style
from wallet_cli.services.things import settings
from wallet_cli.store.journal import entities


def test_all_settings_have_their_value_from_the_start(session: Session) -> None:
    told = dict(settings.listing(session))
    wanted = {"currency": "EUR", "numbers": "1,234.50", "language": "en", "fee-category": "fees", "owner": ""}
    wanted |= {
        "unlock-for": "15m",
        "unlock-idle": "off",
        "unlock-again": "on",
        "confirm-above": "off",
        "period": "month",
        "plain": "off",
        "simple": "off",
    }
    assert told == wanted
    assert settings.get(session, "currency").value == "EUR"


def test_a_wallet_without_its_main_currency_is_damaged_and_none_is_assumed(session: Session) -> None:
    harm.lose_item(session.db, SETTING, "currency")
    with refused("home-currency-missing", 8):
        home_currency(session)


@pytest.mark.parametrize(
    ("name", "value", "after"),
    [
        ("currency", "cny", "CNY"),
        ("numbers", "1.234,50", "1.234,50"),
        ("language", "zh", "zh"),
        ("fee-category", "+food", "food"),
        ("owner", " Ada\nExample ", "Ada Example"),
        ("unlock-for", "480m", "8h"),
        ("unlock-idle", "15m", "15m"),
        ("confirm-above", "500 eur，600.50usd", "500eur,600.50usd"),
    ],
)
def test_each_can_be_changed(session: Session, name: str, value: str, after: str) -> None:
    before = settings.get(session, name).value
    done = settings.change(session, name, value)
    assert (done.before, done.after, settings.get(session, name).value) == (before, after, after)
    assert f"o{journal.last(session.db)}" == done.op
    assert settings.change(session, name, value).op == ""


@pytest.mark.parametrize(
    ("name", "value", "slug"),
    [
        ("curency", "EUR", "no-such-setting"),
        ("currency", "XXQ", "unknown-currency"),
        ("numbers", "12", "unknown-number-style"),
        ("language", "fr", "unknown-language"),
        ("fee-category", "cash", "no-such-category"),
        ("owner", "x" * 71, "text-too-long"),
        ("unlock-for", "off", "bad-duration"),
        ("unlock-idle", "8d", "bad-duration"),
    ],
)
def test_what_can_not_be_is_refused(session: Session, name: str, value: str, slug: str) -> None:
    before = journal.last(session.db)
    with pytest.raises((NotFound, UsageProblem)) as caught:
        settings.change(session, name, value)
    assert caught.value.slug == slug
    assert journal.last(session.db) == before


def test_a_rehearsal_changes_nothing(session: Session) -> None:
    done = settings.change(session._replace(dry_run=True), "numbers", "1 234,50")
    assert (done.after, done.dry_run) == ("1 234,50", True)
    assert style(session) == (".", ",")


@pytest.mark.parametrize("example", settings.STYLES)
def test_every_style_is_read_back_by_its_example(session: Session, example: str) -> None:
    settings.change(session, "numbers", example)
    assert settings.get(session, "numbers").value == example


def test_a_style_of_no_example_has_no_name(session: Session) -> None:
    from wallet_cli.services.things.starting import setting_item

    with session.store.operation(session.origin(), session.new_uid()) as work:
        work.put_item(setting_item("decimal", "·"))
        work.put_item(setting_item("fee-category", ""))
    assert settings.get(session, "numbers").value == ""
    assert settings.get(session, "fee-category").value == ""


def test_a_limit_is_asked_for_by_a_cent_and_by_an_undo_of_several_things(session: Session) -> None:
    with session.store.operation(session.origin(), session.new_uid()) as work:
        work.put_item(entities.keyed_item(SETTING, limits.ABOVE, "EUR:0"), new=True)
    cash, food = names.account(session, "cash"), names.category(session, "food")
    day = session.today
    sent = Transaction(session.new_uid(), day, (Posting(cash.uid, "EUR", -1, day), Posting(food.uid, "EUR", 1, day)))
    with pytest.raises(Locked, match="confirm-payment"):
        limits.require_payment(session._replace(command="pay"), [sent])
    own = Image(entities.ITEM, entities.uid_of(SETTING, limits.ABOVE), b"", None)
    other = Image(entities.ITEM, bytes(16), b"", None)
    for restored in ([own, other], [other, own]):
        with pytest.raises(Locked, match="confirm-setting"):
            limits.require_restored(session, restored)
    limits.require_restored(session, [other])
