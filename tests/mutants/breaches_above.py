"""For each test above the store that a claim of ``docs/explanation/security.md`` names: a change to the code that
breaks the claim, and that this very test must notice.
"""

from tests.mutants.breach import Breach

BREACHES = (
    Breach(
        "cli/test_backup.py::test_an_older_backup_is_told_and_restored_on_purpose",
        "services/backup_restoring.py",
        "        if accept_older:\n            return True\n",
        "        return True\n",
    ),
    Breach(
        "cli/test_backup.py::test_status_and_doctor_remind",
        "services/backup_making.py",
        "return days if days > OVERDUE_DAYS else 0",
        "return 0",
    ),
    Breach(
        "cli/test_confirming.py::test_more_than_the_limit_needs_a_secret_and_without_one_nothing_is_recorded",
        "services/confirming.py",
        "            if code in most and minor > most[code]:\n",
        "            if False:\n",
    ),
    Breach(
        "cli/test_confirming.py::test_nothing_leaves_in_plain_text_without_a_secret",
        "services/confirming.py",
        '        raise Locked("confirm-export")\n',
        "        return\n",
    ),
    Breach(
        "cli/test_import.py::test_hostile_texts_are_shown_harmlessly",
        "domain/text.py",
        '            out.append(f"<U+{ord(char):04X}>")\n',
        "            out.append(char)\n",
    ),
    Breach(
        "cli/test_qr.py::test_hostile_text_is_shown_harmlessly",
        "schemes/base.py",
        "for char in text if category(char) in _HIDDEN), None)",
        "for char in text if category(char) in ()), None)",
    ),
    Breach(
        "domain/test_text.py::test_nothing_dangerous_is_left_and_seeing_twice_changes_nothing",
        "domain/text.py",
        '    return category in ("Zs", "Co")\n',
        '    return category in ("Zs", "Co", "Cf")\n',
    ),
    Breach(
        "cli/test_keys.py::test_a_key_file_is_a_second_factor_once_the_passphrase_is_revoked",
        "store/slots.py",
        "slow + secret.key_file",
        "slow",
    ),
    Breach(
        "cli/test_keys.py::test_shares_open_two_of_three",
        "services/recovery_shares.py",
        "NEEDED, SHARES, WORDS = 2, 3, 33",
        "NEEDED, SHARES, WORDS = 3, 3, 33",
    ),
    Breach(
        "cli/test_keys.py::test_the_old_passphrase_is_asked_for_also_while_unlocked",
        "cli/secrets.py",
        'else Locked("secret-needed")',
        'else Locked("locked", wallet=wallet, line="")',
    ),
    Breach(
        "cli/test_privacy.py::test_it_needs_no_key_and_names_every_file",
        "services/privacy.py",
        "            found.append(_stored(LOCK, lock))\n",
        "            pass\n",
    ),
    Breach(
        "cli/test_restore_keys.py::test_the_key_file_comes_back_and_nothing_is_lost",
        "services/keys_restoring.py",
        "                    files.write_atomically(place.keys, data)\n",
        "",
    ),
    Breach(
        "cli/test_secrets.py::test_a_file_of_somebody_else_is_refused",
        "cli/secrets.py",
        "told.st_uid not in (os.getuid(), 0)",
        "told.st_uid in ()",
    ),
    Breach(
        "cli/test_secrets.py::test_a_file_others_can_read_is_refused",
        "cli/secrets.py",
        "else 0o077",
        "else 0o007",
    ),
    Breach(
        "cli/test_secrets.py::test_a_variable_s_value_is_no_passphrase",
        "cli/secrets.py",
        "            return from_file(credential, granted=True)\n    return None\n",
        "            return from_file(credential, granted=True)\n"
        '    return env["WALLET_PASSPHRASE"].encode() if "WALLET_PASSPHRASE" in env else None\n',
    ),
    Breach(
        "cli/test_secrets.py::test_each_source_opens",
        "cli/secrets.py",
        'rstrip(b"\\r")',
        "strip(b'')",
    ),
    Breach(
        "docs/test_independent_reader.py::test_other_software_finds_the_same_balances",
        "store/keys.py",
        '_WRAP = b"wallet-keys/1 database wrap"',
        '_WRAP = b"wallet-keys/1 database"',
    ),
    Breach(
        "docs/test_independent_reader.py::test_other_software_finds_the_same_balances_in_a_backup",
        "store/backup_file.py",
        'b"wallet-backup/1 seal"',
        'b"wallet-backup/1"',
    ),
    Breach(
        "e2e/test_keychain.py::test_it_says_that_it_is_on_disk",
        "cli/commands/unlock.py",
        "keychain keeps it, on disk, encrypted by the system.",
        "keychain keeps it, encrypted by the system.",
    ),
    Breach(
        "e2e/test_no_network.py::test_no_command_opens_a_connection",
        "services/doctoring.py",
        "        *_libraries(),\n",
        '        *_libraries(),\n        *__import__("socket").getaddrinfo("localhost", 80)[:0],\n',
    ),
    Breach(
        "e2e/test_no_network.py::test_no_module_knows_the_network",
        "services/doctoring.py",
        "import os\n",
        "import os\nimport socket\n",
    ),
    Breach(
        "e2e/test_no_terminal.py::test_no_command_waits_for_an_answer",
        "cli/secrets.py",
        "    if not app.asks:\n        raise Locked(",
        "    if False:\n        raise Locked(",
    ),
    Breach(
        "e2e/test_recovery.py::test_a_forgotten_passphrase_is_replaced_by_words",
        "services/custody.py",
        "        new = Secret(PASSPHRASE, passphrase)\n",
        "        pass\n",
    ),
    Breach(
        "formats/test_csv_rows.py::test_formulas_are_disarmed_in_texts_but_not_in_amounts",
        "domain/cells.py",
        "[=+",
        "[+",
    ),
    Breach(
        "formats/test_jsonl.py::test_any_bytes_give_entries_refusals_or_a_clear_error",
        "formats/jsonl/reader.py",
        "    except (ValueError, RecursionError):\n",
        "    except RecursionError:\n",
    ),
    Breach(
        "formats/test_ofx_read.py::test_any_bytes_give_rows_refusals_or_a_clear_error",
        "formats/ofx/reader.py",
        "            yield refusal(line, problem, text[start:end])\n",
        "            raise ValueError from problem\n",
    ),
    Breach(
        "formats/test_ofx_read.py::test_entities_are_never_expanded_and_declaring_them_is_refused",
        "formats/ofx/text.py",
        'r"<!ENTITY"',
        'r"<!ENTITIES"',
    ),
    Breach(
        "formats/test_ofx_read.py::test_hostile_repetition_is_read_in_linear_time",
        "formats/ofx/text.py",
        "                unclosed.add(kind)\n",
        "",
    ),
    Breach(
        "qr/test_png.py::test_a_bomb_is_unpacked_no_further_than_the_picture_is_large",
        "qr/png_reader.py",
        "decompress(packed, wanted)",
        "decompress(packed)",
    ),
    Breach(
        "services/test_custody.py::test_stopped_anywhere_exactly_one_passphrase_opens_and_unlocking_completes_it",
        "store/store.py",
        "            if self._is_news(header):  # still so under the lock: another process may have gone further\n"
        "                self.remember_header(header)\n",
        "            pass\n",
    ),
    Breach(
        "services/test_custody.py::test_the_last_key_stays_also_beside_one_of_an_unknown_type",
        "services/custody.py",
        "slot.type in TYPES for slot in present if slot.id != found.id",
        "slot.type for slot in present if slot.id != found.id",
    ),
    Breach(
        "services/test_destroying.py::test_nothing_is_left_but_what_is_not_the_wallets",
        "services/destroying.py",
        "(each.name in OWN or each.name.startswith(places.DRAFTS))",
        "each.name in OWN",
    ),
    Breach(
        "services/test_destroying.py::test_interrupted_after_its_keys_were_overwritten",
        "services/destroying.py",
        "    except (OSError, WalletError):  # overwritten",
        "    except OSError:  # overwritten",
    ),
    Breach(
        "services/test_doctoring.py::test_a_folder_that_is_copied_elsewhere",
        "services/doctoring.py",
        "part.casefold().startswith(word)",
        "part.startswith(word)",
    ),
    Breach(
        "services/test_doctoring.py::test_swap_on_a_disk",
        "services/doctoring.py",
        ".splitlines()[1:]",
        ".splitlines()[2:]",
    ),
    Breach(
        "services/test_recovery.py::test_every_secret_reads_back",
        "services/recovery_words.py",
        "        meant.append(found)\n",
        "        meant.insert(0, found)\n",
    ),
    Breach(
        "services/test_recovery.py::test_any_two_shares_give_the_secret_and_one_alone_nothing",
        "services/recovery_shares.py",
        "NEEDED, SHARES, WORDS = 2, 3, 33",
        "NEEDED, SHARES, WORDS = 3, 3, 33",
    ),
    Breach(
        "services/test_redacting.py::test_nothing_of_it_is_left_in_any_format",
        "services/redacting.py",
        "            entry = entry._replace(tags=())\n",
        "            pass\n",
    ),
    Breach(
        "services/test_rotating.py::test_stopped_at_any_step_it_opens_with_everything_in_it",
        "services/rotating.py",
        "                contents = _copied(",
        "                files.write_atomically(place.keys, made)\n                contents = _copied(",
    ),
    Breach(
        "services/test_rotating.py::test_the_books_are_the_same_under_another_key",
        "store/keys.py",
        "    database_key = random(sealing.KEY_BYTES)\n    made =",
        "    database_key = unlocked.database_key\n    made =",
    ),
    Breach(
        "services/test_rotating.py::test_with_only_this_key_no_earlier_header_leads_to_the_store",
        "store/keys.py",
        "unlocked.master if only is None else random(sealing.KEY_BYTES)",
        "unlocked.master",
    ),
)
