"""For each test of what lies in a vault's folder (logs, drafts, journals, what is set aside, backups, key headers) that
a claim of ``docs/explanation/security.md`` names: a change to the code that breaks the claim, and that this very
test must notice.
"""

from tests.mutants.breach import Breach

BREACHES = (
    Breach(
        "cli/commands/vault/test_backup_keep.py::test_backups_are_remembered_across_keys_and_by_a_restored_wallet",
        "store/check/remembered.py",
        "list(kept.items())[-MOST:]",
        "list(kept.items())[-1:]",
    ),
    Breach(
        "cli/commands/vault/test_backup_keep.py::test_backups_that_are_not_remembered_neither_count_nor_go",
        "services/vault/backup_rotate.py",
        "if digest != remembered.short(made.digest) and made.known.get(digest) != label.made_us:",
        "if False:",
    ),
    Breach(
        "cli/commands/vault/test_backup_keep.py::test_files_of_one_backup_stay_and_go_together",
        "services/vault/backup_rotate.py",
        "found.setdefault(digest, ",
        "found.setdefault(path.name.encode(), ",
    ),
    Breach(
        "cli/commands/vault/test_backup_keep.py::test_forged_labels_that_fill_every_place_remove_no_backup",
        "services/vault/backup_rotate.py",
        "made.known.get(digest) != label.made_us:",
        "not made.known:",
    ),
    Breach(
        "e2e/test_forged_keys.py::test_every_change_of_keys_asks_for_a_secret_which_disproves_it",
        "store/vault/keys.py",
        "    header.check_mac(data, opened.master)\n    return opened\n",
        "    return opened\n",
    ),
    Breach(
        "e2e/test_forged_keys.py::test_no_backup_takes_it_and_none_goes_for_it",
        "store/store.py",
        "if version == self._known_header() or (self._proven and version == self._header):",
        "if True:",
    ),
    Breach(
        "services/vault/test_pending.py::test_a_proven_header_goes_only_under_a_name_that_this_program_gives",
        "services/vault/pending.py",
        "if not is_plain(path) or not (is_kept or _DRAFT_NAME.fullmatch(path.name)):",
        "if not is_plain(path):",
    ),
    Breach(
        "services/vault/test_pending.py::test_a_newer_header_that_a_rotation_elsewhere_kept_is_set_aside",
        "services/vault/pending.py",
        "return found > 0 and not (is_kept and found > generation)",
        "return found > 0",
    ),
    Breach(
        "services/vault/test_repair_header.py::test_a_forged_key_header_is_not_in_the_backup",
        "services/vault/backup_make.py",
        "keys = session.store.proven_header(there)",
        "keys = there",
    ),
    Breach(
        "services/vault/test_repair_header.py::test_a_secret_disproves_it_at_every_entrance",
        "store/vault/header.py",
        "if not hmac.compare_digest(_mac_line(before, master), told):",
        "if not told.startswith(b'mac '):",
    ),
    Breach(
        "services/vault/test_repair_header.py::test_the_store_gives_the_true_one_back_and_what_was_there_is_set_aside",
        "services/vault/repair_header.py",
        "aside = None if there is None else _put_aside(place.header)\n",
        "aside = None\n",
    ),
    Breach(
        "faults/test_beside.py::test_a_log_with_as_many_operations_takes_back_no_change_of_keys",
        "services/vault/logs.py",
        " and not _takes_back(alone, logged)",
        "",
    ),
    Breach(
        "faults/test_beside.py::test_an_older_log_that_is_laid_while_somebody_reads_is_not_theirs",
        "services/vault/prove.py",
        "return log_file.belongs(store, log, index)",
        "return True",
    ),
    Breach(
        "faults/test_beside.py::test_what_has_the_name_of_an_index_is_no_way_into_another_file_without_any_log",
        "store/vault/beside.py",
        "each in (LOG, INDEX, JOURNAL)",
        "each in (LOG, JOURNAL)",
    ),
    Breach(
        "faults/test_beside.py::test_who_has_the_store_open_acknowledges_nothing_into_a_log_that_lost_its_name",
        "store/store.py",
        "        self._files = opened if read_only else tuple(each.numbered() for each in opened)\n",
        "        self._files = opened[:1]\n",
    ),
    Breach(
        "faults/test_exchanged.py::test_a_draft_that_is_exchanged_while_it_is_judged_gets_no_name",
        "services/vault/pending.py",
        "    if proof.file.is_replaced():\n",
        "    if False:\n",
    ),
    Breach(
        "faults/test_exchanged.py::test_a_store_that_is_exchanged_beside_a_stopped_process_takes_no_foreign_log",
        "services/vault/prove.py",
        "is_open and not is_theirs(store)",
        "False",
        ("is_open = in_use.is_open(store)", "is_open = True"),
    ),
    Breach(
        "faults/test_exchanged.py::test_a_store_that_is_exchanged_while_its_log_is_proven_takes_nothing_in",
        "store/vault/beside.py",
        "if self.file.is_replaced() or not (self._store is None or self._store == files.stamp(real(self.file.path))):",
        "if False:",
    ),
    Breach(
        "faults/test_longer_logs.py::"
        "test_a_longer_log_of_another_machine_that_is_laid_while_somebody_reads_is_not_written_over",
        "store/vault/log_file.py",
        "else _has_commit_behind(file, last, salts))",
        "else False)",
    ),
    Breach(
        "faults/test_longer_logs.py::test_who_holds_an_index_without_sharing_the_folder_is_waited_for",
        "services/vault/logs.py",
        "    if in_use.has_company(store, unknown=False):\n",
        "    if False:\n",
    ),
    Breach(
        "faults/test_longer_logs.py::test_nobody_shares_an_index_with_a_stopped_command_whose_store_was_exchanged",
        "store/vault/connect.py",
        "in_use.has_company(beside.real(path))",
        "in_use.is_open(beside.real(path))",
    ),
    Breach(
        "faults/test_laid.py::test_what_is_laid_while_the_store_is_opened_is_not_taken_in",
        "store/vault/beside.py",
        'self.others or files.stamp(f"{real(self.file.path)}{LOG}") == self.log',
        "True",
        ('not _known_frames(f"{real(self.file.path)}{INDEX}")', "True"),
    ),
    Breach(
        "store/vault/test_bare.py::test_what_lies_beside_the_file_that_a_link_led_to_is_not_taken_in",
        "store/vault/connect.py",
        "    if name != path and name != os.path.realpath(path):\n",
        "    if False:\n",
    ),
    Breach(
        "faults/test_laid.py::test_nobody_joins_those_whose_index_or_log_was_taken_away",
        "store/vault/connect.py",
        " or in_use.is_locked_by_others(looked.file) or not",
        " or not",
    ),
    Breach(
        "faults/test_laid.py::test_a_store_with_a_second_name_becomes_one_of_its_own",
        "services/vault/logs.py",
        "        make_plain(store, asides.STORE)\n",
        "        pass\n",
    ),
    Breach(
        "faults/test_laid.py::test_an_empty_log_with_a_second_name_is_not_written_through",
        "services/vault/logs.py",
        "        log.unlink()\n",
        "        pass\n",
    ),
    Breach(
        "faults/test_laid.py::test_mending_the_key_header_writes_through_no_index_with_a_second_name",
        "store/vault/connect.py",
        "            beside.require_plain(_required_name(connection, path), reading=True)\n",
        "",
    ),
    Breach(
        "store/vault/test_in_use.py::"
        "test_an_index_that_somebody_else_has_locked_is_not_that_of_whoever_has_the_store_open",
        "store/vault/in_use.py",
        " and _holders(path) <= _holders(index)",
        "",
    ),
    Breach(
        "faults/test_shut.py::test_a_file_that_may_not_be_read_is_named_and_once_it_may_all_is_there",
        "store/vault/permissions.py",
        "        if is_shut(os.fspath(each)):\n",
        "        if False:\n",
    ),
    Breach(
        "faults/test_shut.py::test_a_folder_that_may_not_be_looked_into_locks_nobody_out_of_a_lock",
        "store/vault/files.py",
        '        raise Refused("folder-unreadable", path=str(folder)) from None\n    except OSError:',
        "        return -1\n    except OSError:",
    ),
    Breach(
        "faults/test_rotating.py::test_a_store_that_is_damaged_is_not_written_to",
        "services/vault/rotation.py",
        "        require_sound(place, opened)\n",
        "        store = _source(place, opened, looked.log)\n"
        "        with store.exclusive():\n"
        "            store.set_meta('begun', 1)\n"
        "        store.close()\n",
    ),
    Breach(
        "services/vault/test_repair_header.py::test_what_has_the_name_of_an_erasure_hinders_no_mending",
        "services/vault/location.py",
        "    if has_store(place):\n",
        "    if has_store(place) and not place.erasing.exists():\n",
    ),
    Breach(
        "faults/test_folder.py::test_nothing_that_was_acknowledged_is_overwritten_whatever_lies_together",
        "services/vault/logs.py",
        "    pending.set_aside(place, log, asides.LOG)\n",
        "    log.unlink()\n",
    ),
    Breach(
        "faults/test_proving.py::test_a_draft_that_is_no_file_takes_no_place",
        "services/vault/pending.py",
        "View(draft if is_plain(draft) else None, key",
        "View(draft, key",
    ),
    Breach(
        "faults/test_moments_between.py::test_a_store_and_a_log_that_are_laid_while_the_log_is_folded_in_stay",
        "store/vault/connect.py",
        "    if beside.are_in_place(opened):\n",
        "    if True:\n",
    ),
    Breach(
        "faults/test_moments_between.py::test_an_earlier_copy_that_is_laid_while_the_log_is_folded_in_costs_no_payment",
        "store/vault/connect.py",
        'connection.execute("PRAGMA wal_checkpoint(PASSIVE)")',
        'connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")',
    ),
    Breach(
        "faults/test_moments_between.py::test_what_is_laid_while_a_second_name_is_copied_is_not_written_over",
        "services/vault/logs.py",
        "if file.is_replaced() or files.stamp(str(path)) != before:",
        "if False:",
    ),
    Breach(
        "faults/test_moments_between.py::test_a_store_that_is_laid_while_none_has_the_name_is_kept",
        "services/vault/pending.py",
        "if os.path.lexists(store):  # laid",
        "if False:  # laid",
    ),
    Breach(
        "faults/test_moments_between.py::test_a_store_that_is_exchanged_once_its_log_is_proven_takes_nothing_in",
        "services/vault/pending.py",
        "looked=looked or Looked(files.in_place(path))",
        "looked=Looked(files.in_place(path), looked.log if looked else None)",
    ),
    Breach(
        "faults/test_moments_between.py::test_a_header_of_an_earlier_erasure_is_overwritten_too",
        "services/vault/destroy.py",
        "if os.path.lexists(place.erasing):",
        "if False:",
    ),
    Breach(
        "faults/test_proving.py::test_a_file_named_like_a_draft_takes_no_place",
        "services/vault/pending.py",
        "        set_aside(place, draft, asides.STORE)\n",
        "        draft.unlink()\n",
    ),
    Breach(
        "faults/test_proving.py::test_a_log_of_another_vault_is_set_aside",
        "store/vault/beside.py",
        "each in (LOG, INDEX, JOURNAL)",
        "each in (INDEX, JOURNAL)",
        ("if os.pread(its_log, 1, 0) or _frames(os.pread(its_index, _COUNTED, 0)):", "if False:"),
    ),
    Breach(
        "faults/test_proving.py::test_a_rollback_journal_of_an_earlier_time_is_set_aside",
        "store/vault/beside.py",
        "each in (LOG, INDEX, JOURNAL)",
        "each in (LOG, INDEX)",
    ),
    Breach(
        "faults/test_proving.py::test_a_store_that_is_replaced_beside_its_log_is_noticed_and_stays",
        "store/store.py",
        "        if replaced is not None:\n",
        "        if False:\n",
    ),
    Breach(
        "faults/test_proving.py::test_an_older_log_is_set_aside_and_told",
        "services/vault/logs.py",
        "    taken, proven = _verdict(place, vault_id, key, store, wish)\n",
        "    taken, proven = True, True\n",
    ),
    Breach(
        "faults/test_proving.py::test_an_older_store_beside_a_log_of_another_line_is_left_to_the_user",
        "services/vault/logs.py",
        "    raise Undecided\n",
        "    return False\n",
    ),
    Breach(
        "faults/test_proving.py::test_erasing_a_body_destroys_what_is_set_aside",
        "services/vault/leftovers.py",
        "done = asides.destroy(place.folder, random)",
        "done = asides.Destroyed((), (), ())",
    ),
    Breach(
        "faults/test_proving.py::test_erasing_the_wallet_destroys_what_is_set_aside",
        "services/vault/destroy.py",
        "aside = leftovers.destroy(place, random)",
        "aside = asides.Destroyed((), (), ())",
    ),
    Breach(
        "faults/test_proving.py::test_what_is_no_log_at_all_hinders_nothing_and_stays",
        "services/vault/logs.py",
        "    if files.is_strange(str(index)):\n",
        "    if False:\n",
    ),
    Breach(
        "faults/test_proving.py::test_what_is_set_aside_is_listed_and_stays_for_thirty_days",
        "services/vault/backup_make.py",
        "asides.remove(place.folder, session.now_us())",
        "asides.remove(place.folder, 1 << 62)",
    ),
)
