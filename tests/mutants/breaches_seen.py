"""The same for the tests of what this machine has seen of a wallet, and of erasing one: see ``breaches_above``."""

from tests.mutants.breach import Breach

BREACHES = (
    Breach(
        "services/vault/test_logs.py::"
        "test_an_older_log_beside_a_damaged_store_is_taken_by_nobody_who_does_not_choose_it",
        "services/vault/logs.py",
        "goes_on = logged.holds(ends)",
        "goes_on = logged.holds(ends) or not alone.is_sound()",
    ),
    Breach(
        "services/vault/test_restore_seen.py::test_a_key_that_was_revoked_comes_back_on_purpose_only",
        "services/vault/restore.py",
        "if newest is not None and newer:",
        "if False:",
    ),
    Breach(
        "services/vault/test_restore_seen.py::test_newer_keys_that_were_seen_under_any_name_are_told",
        "services/vault/restore.py",
        "max(every, key=lambda each: each.generation, default=None)",
        "head.shared(place.heads, number)",
    ),
    Breach(
        "services/vault/test_restore_seen.py::test_more_that_was_seen_under_any_name_makes_it_an_older_one",
        "services/vault/restore.py",
        "= max(every, default=None), max(",
        "= head.read(location.seen_path(place, number)), max(",
    ),
    Breach(
        "services/vault/test_restore_seen.py::test_what_was_seen_lies_nowhere_but_in_the_state_folder_and_stays_until_the_end",
        "services/vault/restore.py",
        'Store(db, target if seen is None else "")',
        "Store(db, str(room / 'seen.head'))",
    ),
    Breach(
        "services/vault/test_destroy.py::test_what_was_seen_of_it_stays_for_a_copy_that_nobody_can_know_of",
        "services/vault/destroy.py",
        "    if forget:\n        head.forget(own)",
        "    if True:\n        head.forget(own)",
    ),
    Breach(
        "services/vault/test_destroy.py::test_what_a_copy_had_of_its_own_measures_no_wallet_that_gets_its_name",
        "services/vault/destroy.py",
        "head.lay_by(own, place.heads, number)",
        "pass",
    ),
    Breach(
        "services/vault/test_restore_seen.py::test_what_an_erased_copy_saw_hides_no_other_line",
        "services/vault/restore.py",
        "or head.shared(place.heads, number)",
        "or head.read(head.head_path(place.heads, number))",
    ),
    Breach(
        "services/vault/test_restore_seen.py::test_that_its_keys_are_older_is_said_of_an_older_backup_and_another_line_too",
        "services/vault/restore.py",
        'found=count, keys=found, newest=newer or "", line="")',
        'found=count, keys=found, newest="", line="")',
    ),
    Breach(
        "services/vault/test_destroy.py::test_a_copy_is_forgotten_alone_wherever_its_original_is",
        "services/vault/destroy.py",
        "if not had_own and not",
        "if not",
    ),
    Breach(
        "services/vault/test_destroy.py::test_a_key_header_of_a_newer_wallet_is_not_taken_for_an_overwritten_one",
        "services/vault/location.py",
        "return identity.begins(files",
        "return identity.begins(b'') and bool(files",
    ),
    Breach(
        "services/vault/test_destroy.py::test_the_folder_goes_too_where_it_is_empty",
        "services/vault/destroy.py",
        "for path in (shared, *head.of_erased(place.heads, number)):",
        "for path in ():",
    ),
    Breach(
        "services/vault/test_destroy.py::test_nothing_is_forgotten_while_a_key_still_opens_it",
        "services/vault/destroy.py",
        "        number = _number(place)\n",
        "        number = _number(place)\n        _heads(place, number, forget=forget)\n",
    ),
    Breach(
        "services/vault/test_destroy_stopped.py::test_what_it_was_stopped_in_opens_no_more",
        "services/vault/destroy.py",
        "others = [each for each in sorted(place.folder.iterdir()) if _is_header(each)]",
        "others: list[Path] = []",
    ),
    Breach(
        "services/vault/test_destroy_stopped.py::test_a_file_that_can_not_be_removed_is_named_and_running_it_again_finishes",
        "services/vault/destroy.py",
        "        if left or aside.left:\n",
        "        if False:\n",
    ),
    Breach(
        "services/vault/test_destroy.py::test_nothing_is_left_but_what_is_not_the_wallets",
        "services/vault/destroy.py",
        "(path.name in OWN or path.name.startswith(location.DRAFTS))",
        "path.name in OWN",
    ),
    Breach(
        "services/vault/test_destroy.py::test_interrupted_after_its_keys_were_overwritten",
        "services/vault/destroy.py",
        "    except (OSError, WalletError):\n",
        "    except OSError:\n",
    ),
    Breach(
        "faults/test_killed_before.py::test_doctor_and_privacy_name_it_until_it_is_gone",
        "services/vault/leftovers.py",
        "        return scratch.wallets_in(place.folder.parent)\n",
        "        return []\n",
    ),
    Breach(
        "faults/test_killed_before.py::test_one_that_nobody_may_look_into_is_named",
        "store/vault/scratch.py",
        "return error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)  # not a folder",
        "return True",
    ),
    Breach(
        "faults/test_killed_before.py::test_where_the_disk_knows_no_locks_it_is_named",
        "store/vault/scratch.py",
        "return is_locked is False or not _wallet_in(handle)",
        "return not is_locked or not _wallet_in(handle)",
    ),
    Breach(
        "store/vault/test_bare.py::test_what_stays_open_is_not_closed_by_whoever_asks_once_more",
        "store/vault/connect.py",
        "id(connection) in _kept or ",
        "",
    ),
    Breach(
        "faults/test_older_logs.py::test_beside_another_log_than_was_shown_nothing_is_changed",
        "services/vault/logs.py",
        "if wish.end is not None and",
        "if False and",
    ),
    Breach(
        "store/vault/test_bare.py::test_what_someone_else_wrote_into_the_log_stays_there",
        "store/vault/connect.py",
        "(is_logged and not beside.is_own_log(opened, known))",
        "False",
    ),
    Breach(
        "faults/test_overwritten.py::test_what_was_written_over_a_log_is_not_folded_in",
        "store/vault/beside.py",
        "return not looks_at_all or log_file.holds_all(*paths)",
        "return True",
    ),
    Breach(
        "faults/test_overwritten.py::test_what_was_written_over_the_log_of_a_writer_is_not_folded_in_either",
        "store/vault/beside.py",
        "looks_at_all=known is None or log_stamp(opened) != known",
        "looks_at_all=known is None",
    ),
    Breach(
        "faults/test_overwritten.py::test_a_log_laid_into_the_empty_one_is_not_written_over",
        "store/vault/beside.py",
        "if is_new and not is_own_log(self._opened):",
        "if False:",
    ),
    Breach(
        "faults/test_overwritten.py::test_no_way_of_writing_goes_over_an_older_log",
        "store/store.py",
        "self._log.require_own_alone()",
        "pass",
    ),
    Breach(
        "store/vault/test_bare.py::test_a_link_is_seen_by_sqlite_itself",
        "store/vault/connect.py",
        "return _connected(looked.path, _WRITABLE, flags=_NO_LINKS)",
        "return _connected(looked.path, _WRITABLE)",
    ),
    Breach(
        "faults/test_killed_before.py::test_what_a_link_in_its_place_leads_to_is_not_overwritten",
        "store/vault/scratch.py",
        "wiping.overwrite(Path(name), random, beside=vault)",
        "wiping.overwrite(each / VAULT / name, random)",
    ),
    Breach(
        "faults/test_killed_before.py::test_a_restore_that_is_running_is_nobodys_leftover",
        "store/vault/scratch.py",
        "return is_locked is False or not _wallet_in(handle)",
        "return not _wallet_in(handle)",
    ),
    Breach(
        "faults/test_older_logs.py::test_a_log_that_comes_while_the_question_is_asked_is_kept",
        "services/vault/logs.py",
        "if wish.end is not None and",
        "if False and",
    ),
)
