"""For each test under ``tests/faults`` that a claim of ``docs/explanation/security.md`` names: a change to the code
that breaks the claim, and that this very test must notice. Those about the store alone are in ``breaches_store``.
"""

from tests.mutants.breach import Breach

BREACHES = (
    Breach(
        "faults/test_older_logs.py::test_no_command_that_is_not_told_to_touches_a_log_that_ends_too_early",
        "services/vault/access.py",
        "(log, accepts, looks, end), **way",
        "(log, accepts or unchecked, False, None), **way",
    ),
    Breach(
        "faults/test_older_logs.py::test_accepted_on_purpose_it_is_taken_in_and_kept_as_it_was",
        "services/vault/logs.py",
        "    if taken and not proven:\n",
        "    if taken and wish.choice and not proven:\n",
    ),
    Breach(
        "faults/test_older_logs.py::"
        "test_an_older_log_that_somebody_seems_to_have_open_is_not_folded_in_by_who_only_looks",
        "services/vault/access.py",
        "        elif joined:\n",
        "        elif False:\n",
    ),
    Breach(
        "faults/test_older_logs.py::test_the_books_of_an_older_store_are_kept_before_they_are_rebuilt",
        "cli/commands/vault/verify.py",
        "            verify.keep_copy(opening.place(app))\n",
        "",
    ),
    Breach(
        "faults/test_backups.py::test_a_restore_killed_at_any_moment_is_there_whole_or_not_at_all",
        "services/vault/restore.py",
        "        require_room(place)\n        database_key",
        "        require_room(place)\n        place.folder.mkdir()\n        database_key",
    ),
    Breach(
        "faults/test_backups.py::test_an_image_of_another_backup_of_the_same_wallet_does_not_fit",
        "services/vault/backup_check.py",
        "if copying.digest(stream, out) != (head.label.image_bytes, head.label.image_sha256):",
        "if copying.digest(stream, out)[0] != head.label.image_bytes:",
    ),
    Breach(
        "faults/test_backups.py::test_any_flipped_byte_is_told_with_its_region",
        "store/vault/backup_file.py",
        "    if len(lines) <= _LINES or lines[7] != b",
        "    if len(lines) <= _LINES or lines[7][:9] != b",
    ),
    Breach(
        "faults/test_backups.py::test_on_a_full_disk_the_old_backup_stays",
        "services/plain_file.py",
        "    handle = os.open(draft, os.O_WRONLY",
        '    [each.unlink() for each in draft.parent.parent.glob("*.backup")]\n    handle = os.open(draft, os.O_WRONLY',
    ),
    Breach(
        "faults/test_clocks.py::test_an_older_copy_is_told_whatever_the_clock_says",
        "store/vault/head.py",
        "    if seen is None or seen.operations == 0:\n",
        "    if True:\n",
    ),
    Breach(
        "faults/test_clocks.py::test_operations_go_on_in_their_order",
        "store/journal/operations.py",
        "(? IS NULL OR time_us <= ?) ORDER BY id DESC",
        "(? IS NULL OR time_us <= ?) ORDER BY time_us DESC",
    ),
    Breach(
        "faults/test_cuts.py::test_power_cuts_lose_nothing_that_was_answered",
        "store/vault/connect.py",
        '"PRAGMA synchronous=FULL"',
        '"PRAGMA synchronous=OFF"',
        ('("synchronous", 2)', '("synchronous", 0)'),
    ),
    Breach(
        "faults/test_cuts.py::test_what_was_answered_is_there_when_all_is_lost_that_could_be",
        "store/vault/connect.py",
        '"PRAGMA synchronous=FULL"',
        '"PRAGMA synchronous=OFF"',
        ('("synchronous", 2)', '("synchronous", 0)'),
    ),
    Breach(
        "faults/test_cuts.py::test_what_was_answered_beside_others_is_there_when_all_is_lost_that_could_be",
        "store/vault/connect.py",
        '"PRAGMA synchronous=FULL"',
        '"PRAGMA synchronous=NORMAL"',
        ('("synchronous", 2)', '("synchronous", 1)'),
    ),
    Breach(
        "faults/test_disks.py::test_all_that_is_written_is_the_owners_alone",
        "store/vault/files.py",
        "FOLDER_MODE = 0o700",
        "FOLDER_MODE = 0o750",
    ),
    Breach(
        "faults/test_disks.py::test_on_a_full_disk_nothing_changes_and_nothing_is_lost",
        "store/vault/connect.py",
        "told.f_bavail * told.f_frsize < _LOG_INDEX_BYTES",
        "False",
    ),
    Breach(
        "faults/test_full_keys.py::test_a_header_of_which_the_store_could_not_hear_is_said_to_be_in_force",
        "services/vault/new_header.py",
        "if isinstance(error, Busy) or location.header_there(place) != made:",
        "if True:",
    ),
    Breach(
        "faults/test_full_keys.py::test_where_a_change_of_keys_is_refused_for_want_of_room_nothing_was_changed",
        "services/vault/new_header.py",
        "with translated(), disk_space.kept(place.folder, 2 * len(made) + _ROOM_BYTES):",
        "with translated():",
    ),
    Breach(
        "faults/test_leaks.py::test_nothing_lies_about",
        "services/plain_file.py",
        '    with open(handle, "wb") as out:  # noqa: PTH123 - a descriptor, not a path\n        fill(out)\n',
        '    with open(handle, "wb") as out:  # noqa: PTH123 - a descriptor, not a path\n        fill(out)\n'
        "        out.flush()\n        import shutil\n\n        "
        "shutil.copy(draft, __import__('tempfile').gettempdir())\n",
    ),
    Breach(
        "faults/test_leaks.py::test_recovery_words_lie_nowhere",
        "cli/access/paper.py",
        "    require_terminal(app)\n    write =",
        "    require_terminal(app)\n    (app.around.state_folder / 'words').write_text(' '.join(words))\n    write =",
    ),
    Breach(
        "faults/test_leaks.py::test_nothing_was_open_or_told_meanwhile",
        "cli/access/passphrase_command.py",
        "    return told\n\n\ndef output_of",
        "    subprocess.run(['python3', '-c', 'import time; time.sleep(1)', told])\n    return told\n\n\ndef output_of",
    ),
    Breach(
        "faults/test_processes.py::test_killed_at_any_moment_what_was_answered_is_there",
        "store/vault/own_log.py",
        'self._db.execute("COMMIT")',
        'self._db.execute("ROLLBACK")',
    ),
    Breach(
        "faults/test_processes.py::test_writers_and_readers_at_once_lose_nothing_and_never_fail",
        "store/vault/connect.py",
        "BUSY_TIMEOUT_MS = 10_000\n",
        "BUSY_TIMEOUT_MS = 0\n",
    ),
    Breach(
        "faults/test_rotating.py::test_killed_at_any_moment_it_opens_with_everything_in_it",
        "services/vault/pending.py",
        "        draft.replace(store)\n",
        "        draft.unlink()\n",
    ),
    Breach(
        "faults/test_sparse.py::test_a_key_header_without_end_is_set_aside_and_not_copied",
        "services/vault/repair_header.py",
        "path.is_file() and path.stat().st_size <= identity.FILE_MOST_BYTES",
        "path.is_file()",
    ),
    Breach(
        "faults/test_sparse.py::test_a_store_that_has_a_second_name_and_no_room_for_a_copy_stays_as_it_is",
        "services/vault/prove.py",
        "    with connect.translated():\n        logs.clear_strange(place)\n",
        "    if True:\n        logs.clear_strange(place)\n",
    ),
    Breach(
        "faults/test_sparse.py::test_a_store_without_end_that_has_a_second_name_is_copied_with_its_holes",
        "store/vault/asides.py",
        "disk_space.copy(source, out)",
        '__import__("shutil").copyfileobj(source, out)',
    ),
    Breach(
        "faults/test_sparse.py::test_an_aside_without_end_is_destroyed_with_the_body_and_with_the_wallet",
        "store/vault/disk_space.py",
        "        return begin, min(os.lseek(handle, begin, os.SEEK_HOLE), size)\n",
        "        return at, size\n",
    ),
    Breach(
        "faults/test_sparse.py::test_what_is_erased_is_told_where_an_aside_stays_and_the_same_line_destroys_it",
        "services/vault/leftovers.py",
        "    if done.left:\n",
        "    if False:\n",
    ),
    Breach(
        "faults/test_answers_unread.py::test_damage_is_told_as_damage_wherever_a_command_meets_it",
        "cli/access/opening.py",
        "        with access.used(store):\n            yield told\n",
        "        yield told\n",
    ),
    Breach(
        "faults/test_answers_unread.py::test_what_was_recorded_is_said_though_its_answer_can_not_be_read",
        "services/vault/access.py",
        "if store.recorded and isinstance",
        "if False and isinstance",
    ),
    Breach(
        "faults/test_killed_before.py::test_what_a_killed_restore_left_is_erased_too",
        "services/vault/leftovers.py",
        "(*done.left, *destroy_unfinished(place, random))",
        "done.left",
    ),
    Breach(
        "faults/test_killed_before.py::test_what_is_left_of_it_is_named_and_the_same_line_finishes",
        "store/vault/scratch.py",
        "return is_locked is False or not _wallet_in(handle)",
        "return True",
    ),
    Breach(
        "faults/test_killed_before.py::test_what_was_left_of_a_head_is_forgotten_too_and_nothing_else",
        "store/vault/head.py",
        "(path, _lock_path(path), *files.drafts_of(path))",
        "(path, _lock_path(path))",
    ),
)
