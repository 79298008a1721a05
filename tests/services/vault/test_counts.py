"""Every number that a check or a backup tells, against SQL over the open store that shares no code with it."""

from pathlib import Path

from tests.raw import counting, harm, journal
from tests.services.vault.test_backup import key_of, made, restored
from wallet_cli.errors import Advisory
from wallet_cli.services.amend import edit, erase, undo
from wallet_cli.services.amend.edit import Edit
from wallet_cli.services.record.adjust import Adjustment, adjust
from wallet_cli.services.record.pay import Payment, pay
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.session import Session
from wallet_cli.services.things import accounts as tree
from wallet_cli.services.vault import access, backup_check, location, verify
from wallet_cli.store.books import accounts
from wallet_cli.store.check.verifying import Verified


def _live(session: Session) -> str:
    """Books in which something was changed, made void, undone, done again, removed, erased, asserted and forked."""
    ops = [pay(session, Payment([str(n), f"Shop {n}", "@cash", "+food"])).op for n in range(1, 9)]
    edit.edit(session, "t3", Edit(memo="changed"))
    edit.edit(session, "t4", Edit(void=True))
    undone = undo.undo(session, int(ops[2][1:])).op
    undo.undo(session, int(undone[1:]))
    undo.undo(session, int(ops[3][1:]))
    edit.remove(session, ["t7", "t8"])
    erase.erase(session, ["t9", "t8"])
    tree.remove(session, accounts.find(session.db, "card"))  # type: ignore[arg-type]
    for day in ("2026-11-10", "2026-11-12"):
        adjust(session, Adjustment(["@bank"], Notes(day), to="1250"))
    return verify.accept_older(session)


def _looked(report: Verified) -> dict[str, int]:
    assert report.problems == () and report.more == 0
    return {each.name: each.looked_at for each in report.checks}


def test_each_check_counts_what_it_looked_at(session: Session) -> None:
    _live(session)
    report, db = verify.verify(session), session.db
    looked = _looked(report)
    there = counting.with_postings(db)
    assert there == 6 < counting.rows(db, "txn")
    assert looked["seals"] == looked["zero"] == there
    assert report.operations == looked["journal"] == journal.count(db)
    assert looked["projection"] == counting.rows(db, "txn", "account", "payee", "item", "currency")
    referring = counting.rows(db, "account_name", "payee_name", "txn", "posting", "tag", "link")
    assert looked["references"] == referring + counting.currencies(db)
    assert looked["balances"] == counting.balances(db)
    assert looked["rollups"] == counting.rows(db, "rollup") - counting.empty_days(db)
    assert looked["pages"] == counting.pages(db)
    assert (looked["assertions"], looked["head"], looked["header"], looked["settings"]) == (2, 1, 1, 5)
    assert looked["schema"] == counting.parts_of_schema(db)
    assert report.erased == journal.emptied(db) == 2


def test_a_backup_counts_what_the_books_hold(session: Session, place: location.Place, tmp_path: Path) -> None:
    _live(session)
    wanted = (
        journal.count(session.db),
        counting.with_postings(session.db),
        counting.rows(session.db, "posting"),
        counting.accounts(session.db),
    )
    done = made(session, place, tmp_path / "x.backup")
    checked = backup_check.check(
        tmp_path / "x.backup",
        lambda _head: key_of(place),
        tmp_path / "room",
        lambda store: session._replace(store=store),
    )
    again = restored(session, place, tmp_path / "x.backup")
    for told in (done.contents, checked.contents, again.contents):
        assert (told.operations, told.transactions, told.postings, told.accounts) == wanted
    looked = _looked(checked.report)
    # a backup says nothing of what this machine saw last
    assert (looked["head"], looked["zero"], looked["assertions"]) == (0, wanted[1], 2)
    store = access.open_store(place._replace(at=place.folder.with_name("copy")), key_of(place))
    assert counting.rows(store.db, "posting") == wanted[2]
    store.close()


def test_many_balances_that_fail_are_no_damage(session: Session, place: location.Place, tmp_path: Path) -> None:
    for day in range(1, 31):
        adjust(session, Adjustment(["@bank"], Notes(f"2026-09-{day:02}"), to="0"))
    pay(session, Payment(["5", "Shop", "@bank", "+food"], Notes("2026-08-31")))
    report = verify.verify(session)
    assert (report.advised, report.damages, report.more) == (30, 0, 10)
    assert all(isinstance(each.error, Advisory) for each in report.problems)
    made(session, place, tmp_path / "x.backup")


def test_damage_beyond_what_is_listed_is_counted(session: Session, place: location.Place) -> None:
    for n in range(1, 26):
        pay(session, Payment([str(n), "Shop", "@cash", "+food"], Notes("2026-09-01")))
    adjust(session, Adjustment(["@bank"], Notes("2026-09-02"), to="0"))
    pay(session, Payment(["5", "Shop", "@bank", "+food"], Notes("2026-08-31")))
    harm.forge_memos(session.db, with_payee=True)
    report = verify.verify(session)
    assert (report.advised, report.damages, len(report.problems) + report.more) == (1, 26, 27)
    done = verify.rebuild(session)
    assert (done.before.damages, done.after.damages, done.after.advised) == (26, 0, 1)


def test_accounts_that_have_gone_are_not_counted(session: Session, place: location.Place, tmp_path: Path) -> None:
    before = made(session, place, tmp_path / "a.backup").contents.accounts
    tree.remove(session, accounts.find(session.db, "card"))  # type: ignore[arg-type]
    assert made(session, place, tmp_path / "b.backup").contents.accounts == before - 1
