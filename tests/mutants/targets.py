"""Which modules are mutated, and by which files of tests each must be held.

These are the modules that the claims of ``docs/explanation/security.md`` rest on, all of ``domain/``, and what keeps
and changes the numbers: roll-ups, projection, chain, import, refunds, budgets.
"""

_HELD_BY = {
    "cli.access.asked": (
        "cli/access/test_asked cli/access/test_passphrases cli/toys/test_key cli/commands/vault/test_keys"
    ),
    "cli.access.passphrase_command": "cli/access/test_passphrase_command cli/access/test_secrets",
    "cli.access.passphrases": "cli/access/test_passphrases",
    "cli.access.secrets": "cli/access/test_secrets cli/access/test_passphrases",
    "domain.account": "domain/test_account services/files/test_export",
    "domain.amounts": "domain/test_amounts words/problems/test_values",
    "domain.answers": "domain/test_answers",
    "domain.bill": "domain/test_bill services/record/test_debtors",
    "domain.calendar": "domain/test_calendar services/test_periods cli/toys/test_period",
    "domain.currency": "domain/test_currency domain/test_amounts",
    "domain.dates": "domain/test_dates words/problems/test_values",
    "domain.duration": "domain/test_duration",
    "domain.kinds": "domain/test_kinds formats/test_ofx_write",
    "domain.files.repayments": "domain/files/test_repayments services/files/test_repayments",
    "domain.files.split_parts": "domain/files/test_split_parts services/files/test_split_rows",
    "domain.files.own_movements": "domain/files/test_own_movements services/files/test_own_sides",
    "domain.files.opening": "domain/files/test_opening services/files/test_early_rows",
    "domain.files.debt_signs": "domain/files/test_debt_signs formats/test_csv_debts",
    "domain.files.unsigned": "domain/files/test_unsigned services/files/test_unsigned_debits",
    "domain.files.short_years": "domain/files/test_short_years formats/test_csv_ends formats/test_qif",
    "domain.files.beginning": "domain/files/test_beginning services/files/test_early_rows",
    "domain.files.corrected": "domain/files/test_corrected services/files/test_changed_rows",
    "domain.files.running": "domain/files/test_running",
    "domain.files.cells": "domain/files/test_cells formats/test_csv_rows",
    "domain.files.joins.assignment": "domain/files/test_assignment",
    "domain.files.joins.changed_amounts": "domain/files/test_changed_amounts",
    "domain.files.dedup": "domain/files/test_dedup services/files/test_matching",
    "domain.files.joins.joining": "domain/files/test_joining",
    "domain.files.joins.likeness": "domain/files/test_likeness",
    "domain.files.joins.platform_facts": "domain/files/test_platform_facts cli/commands/files/test_import_both_files",
    "domain.files.joins.purchases": "domain/files/test_purchases",
    "domain.files.joins.reissued": "domain/files/test_reissued",
    "domain.files.joins.unmatched": "domain/files/test_unmatched",
    "domain.files.ewallet": "domain/files/test_ewallet",
    "domain.files.ewallet_sides": "domain/files/test_ewallet_sides",
    "domain.files.ewallet_words": "domain/files/test_ewallet",
    "domain.files.grid": "formats/test_csv_read",
    "domain.files.letters": "domain/files/test_letters formats/test_mt940 formats/test_qif",
    "domain.files.machine": "domain/files/test_machine formats/test_ofx_read",
    "domain.files.profile": "domain/files/test_profile",
    "domain.files.row_facts": "domain/files/test_row_facts",
    "domain.files.seen": "domain/files/test_seen",
    "domain.glued": "domain/test_glued domain/test_quickline",
    "domain.items.profile": "domain/items/test_items services/files/test_profiles",
    "domain.files.statement": "domain/files/test_statement services/files/test_bank_import formats/test_jsonl",
    "domain.items.assertion": "domain/items/test_items services/amend/test_oplog",
    "domain.items.base": "domain/items/test_items services/amend/test_oplog",
    "domain.items.budget": "domain/items/test_items services/amend/test_oplog",
    "domain.items.carryover": "domain/items/test_items services/amend/test_oplog",
    "domain.items.record_id": "store/check/test_guessing store/check/test_erasing",
    "domain.items.payee_account": "domain/items/test_items cli/commands/things/test_payees_iban",
    "domain.items.on_budget": "domain/items/test_items services/amend/test_oplog",
    "domain.items.cursor": "domain/items/test_items services/amend/test_oplog",
    "domain.items.erasure": "store/check/test_erasing domain/items/test_items",
    "domain.items.fork": "domain/items/test_items services/amend/test_oplog",
    "domain.items.hold": "domain/items/test_items services/amend/test_oplog",
    "domain.items.imported": "domain/items/test_items services/amend/test_oplog store/check/test_guessing",
    "domain.items.setting": "domain/items/test_items services/amend/test_oplog",
    "domain.items.rule": "domain/items/test_items cli/commands/files/test_rules",
    "domain.rules.bounds": "domain/rules/test_bounds",
    "domain.rules.cities": "domain/rules/test_payee_names",
    "domain.rules.index": "domain/rules/test_index domain/rules/test_ruleset",
    "domain.rules.moments": "domain/rules/test_moments",
    "domain.rules.pattern": "domain/rules/test_pattern",
    "domain.rules.payee_names": "domain/rules/test_payee_names",
    "domain.rules.rule": "domain/rules/test_rule",
    "domain.rules.ruleset": "domain/rules/test_ruleset",
    "domain.rules.sense": "domain/rules/test_sense",
    "domain.rules.spelled": "domain/rules/test_spelled",
    "domain.rules.texts": "domain/rules/test_texts domain/rules/test_ruleset",
    "domain.look.statement_line": "services/look/test_statement cli/commands/look/test_statement",
    "domain.look.events": "services/amend/test_oplog",
    "domain.look.marks": "cli/commands/look/test_history_marks services/look/test_history",
    "domain.owing": "domain/test_owing",
    "domain.pinyin": "domain/test_pinyin services/test_near_names",
    "domain.look.name_order": "cli/commands/look/test_balance",
    "domain.look.view": "services/look/test_history",
    "domain.look.version": "services/amend/test_edit cli/commands/amend/test_edit_many",
    "domain.moment": "domain/test_moment",
    "domain.money": "domain/test_money domain/test_amounts",
    "domain.new_payee": "domain/test_new_payee domain/test_quickline",
    "domain.numerals": "domain/test_numerals domain/test_dates",
    "domain.operation": "domain/test_operation store/check/test_verifying",
    "domain.passphrase": "domain/test_passphrase",
    "domain.period_words": "domain/test_period_words domain/test_calendar words/problems/test_values",
    "domain.payments.payee_accounts": "domain/payments/test_payment services/payments/test_codes",
    "domain.payments.bitcoin_address": "domain/payments/test_bitcoin_address",
    "domain.payments.identifiers": "domain/payments/test_identifiers services/payments/test_codes",
    "domain.payments.payment": "domain/payments/test_payment services/payments/test_codes",
    "domain.plan.allotment": "domain/plan/test_allotment services/plan/test_budget",
    "domain.plan.budget": "domain/plan/test_budget services/plan/test_budget",
    "domain.quickline": "domain/test_quickline services/record/test_pay",
    "domain.rate": "domain/test_rate services/record/test_exchange",
    "domain.retention": "domain/test_retention",
    "domain.text": "domain/test_text cli/render/test_output",
    "domain.transaction": "domain/test_transaction services/record/test_write",
    "domain.product": "domain/test_quickline",
    "domain.said.split_amount": "domain/said/test_split_amount domain/test_quickline",
    "domain.said.days": "domain/said/test_days",
    "domain.vague": "domain/test_vague domain/test_glued",
    "formats.camt.heads": "formats/test_camt_read",
    "formats.camt.parser": "formats/test_camt_read formats/test_camt_bounds",
    "formats.camt.reader": "formats/test_camt_read formats/test_camt_bounds",
    "formats.camt.rows": "formats/test_camt_read",
    "formats.camt.text": "formats/test_camt_read formats/test_camt_bounds",
    "formats.camt.values": "formats/test_camt_read formats/test_camt_bounds",
    "formats.csv_rows": "formats/test_csv_rows services/files/test_export",
    "formats.jsonl.fields": "formats/test_jsonl services/files/test_books_import",
    "formats.jsonl.reader": "formats/test_jsonl services/files/test_books_import",
    "formats.jsonl.tight": "formats/test_tight",
    "formats.jsonl.records": "formats/test_jsonl services/files/test_books_import",
    "formats.ofx.reader": "formats/test_ofx_read formats/test_ofx_bounds services/files/test_bank_import",
    "formats.ofx.rows": "formats/test_ofx_read services/files/test_bank_import",
    "formats.packed.directory": "formats/test_packed",
    "formats.packed.ole": "formats/test_sheets_old",
    "formats.ofx.text": "formats/test_ofx_read formats/test_ofx_bounds services/files/test_bank_import",
    "qr.png_reader": "qr/test_png",
    "services.amend.erase": "services/amend/test_erase cli/commands/amend/test_erase_body",
    "services.amend.undo_moved": (
        "services/amend/test_undo services/amend/test_undo_many services/record/test_refund services/amend/test_edit "
        "cli/toys/test_entity"
    ),
    "services.file_name": "services/test_file_name",
    "services.files.bank_import": (
        "services/files/test_bank_import cli/commands/files/test_importing services/files/test_matching"
    ),
    "services.files.reading": "services/files/test_bank_import cli/commands/files/test_importing",
    "services.files.books_import": "services/files/test_books_import cli/commands/files/test_importing",
    "services.files.books_tree": "services/files/test_books_import cli/commands/files/test_importing",
    "services.files.matching": (
        "services/files/test_matching services/files/test_matching_transfers services/files/test_bank_import"
    ),
    "services.files.rules.categories": "services/files/test_matching services/files/test_bank_import",
    "services.files.seen_rows": "services/files/test_seen_rows services/files/test_bank_import",
    "services.files.source": (
        "services/files/test_source services/files/test_bank_import cli/commands/files/test_importing"
    ),
    "services.plan.budget": (
        "services/plan/test_budget services/plan/test_budget_carrying cli/commands/plan/test_budget"
    ),
    "services.plan.budget_left": "services/plan/test_budget cli/commands/record/test_remarks",
    "services.plan.envelopes": (
        "services/plan/test_budget services/plan/test_budget_corpus cli/commands/plan/test_budget"
    ),
    "services.record.limits": "cli/access/test_confirming services/things/test_settings",
    "services.record.refund": "services/record/test_refund cli/commands/record/test_refund",
    "services.record.refund_limits": "services/record/test_refund services/amend/test_edit",
    "services.redaction": "services/test_redaction",
    "services.vault.access": (
        "services/vault/test_access services/vault/test_key_changes services/vault/test_rotation faults/test_older"
    ),
    "services.vault.backup_check": "services/vault/test_backup cli/commands/vault/test_backup",
    "services.vault.backup_age": "services/vault/test_unlock services/vault/test_backup cli/commands/vault/test_backup",
    "services.vault.backup_make": (
        "services/vault/test_backup services/vault/test_repair_header cli/commands/vault/test_backup "
        "cli/commands/vault/test_backup_keep services/vault/test_unlock"
    ),
    "services.vault.backup_rotate": "cli/commands/vault/test_backup_keep cli/commands/vault/test_backup",
    "services.vault.destroy": "services/vault/test_destroy cli/commands/vault/test_erase",
    "services.vault.doctor": "services/vault/test_doctor cli/commands/vault/test_backup",
    "services.vault.key_changes": (
        "services/vault/test_key_changes services/vault/test_raise_cost cli/commands/vault/test_keys"
    ),
    "services.vault.leftovers": "services/vault/test_leftovers faults/test_killed_before",
    "services.vault.location": (
        "services/vault/test_location services/vault/test_key_changes services/vault/test_destroy "
        "services/vault/test_access cli/commands/vault/test_harmed cli/commands/vault/test_copied faults/test_older"
    ),
    "services.vault.logs": (
        "services/vault/test_logs services/vault/test_prove services/vault/test_entering "
        "faults/test_proving faults/test_beside"
    ),
    "services.vault.new_header": (
        "faults/test_full_keys services/vault/test_key_changes services/vault/test_repair_header"
    ),
    "services.vault.pending": (
        "services/vault/test_pending services/vault/test_prove services/vault/test_rotation faults/test_proving"
    ),
    "services.vault.privacy": "services/vault/test_privacy cli/commands/vault/test_privacy",
    "services.vault.prove": (
        "services/vault/test_prove services/vault/test_entering services/vault/test_access "
        "faults/test_proving faults/test_beside"
    ),
    "services.vault.recovery_shares": "services/vault/test_recovery cli/commands/vault/test_keys",
    "services.vault.recovery_words": "services/vault/test_recovery cli/commands/vault/test_keys",
    "services.vault.repair_header": "services/vault/test_repair_header services/vault/test_repair_header_ways",
    "services.vault.restore": (
        "services/vault/test_backup services/vault/test_restore_seen services/vault/test_backup_exchanged "
        "cli/commands/vault/test_backup"
    ),
    "services.vault.restore_header": "cli/commands/vault/test_restore_keys",
    "services.vault.rotation": (
        "services/vault/test_rotation services/vault/test_rotation_steps services/vault/test_rotation_unlocked "
        "services/vault/test_rotation_exchanged"
    ),
    "services.vault.unlock": (
        "services/vault/test_unlock services/vault/test_rotation_unlocked cli/commands/vault/test_keys "
        "cli/commands/vault/test_privacy"
    ),
    "store.books.balances": "store/books/test_balances services/record/test_adjust",
    "store.check.chain": (
        "store/journal/test_journal store/check/test_verifying store/check/test_erasing "
        "store/books/test_attacks store/vault/test_head store/journal/test_lineage store/check/test_chain"
    ),
    "store.check.comparing": "store/check/test_rebuilding store/check/test_verifying store/journal/test_lineage",
    "store.check.copying": "store/vault/test_backup store/journal/test_journal services/vault/test_backup",
    "store.check.erasing": "store/check/test_erasing store/check/test_guessing services/amend/test_erase",
    "store.check.rebuilding": "store/check/test_rebuilding store/check/test_erasing",
    "store.check.remembered": "store/check/test_remembered cli/commands/vault/test_backup_keep",
    "store.check.soundness": "store/check/test_soundness store/check/test_verifying store/check/test_rebuilding",
    "store.check.verifying": (
        "store/check/test_meta store/check/test_verifying store/journal/test_lineage services/vault/test_counts"
    ),
    "store.check.views": "store/check/test_views services/vault/test_prove",
    "store.journal.wide_sums": "store/journal/test_wide_sums",
    "store.journal.account": (
        "store/check/test_rebuilding store/check/test_verifying store/journal/test_lineage services/amend/test_undo"
    ),
    "store.journal.bulk": "store/journal/test_bulk",
    "store.journal.entities": "store/journal/test_items store/check/test_rebuilding cli/toys/test_entity",
    "store.journal.item": (
        "store/check/test_rebuilding store/check/test_verifying store/journal/test_lineage services/amend/test_undo"
    ),
    "store.journal.posting_facts": "store/journal/test_posting_facts",
    "store.journal.seen": "store/journal/test_seen services/files/test_seen_rows",
    "store.journal.memos": "store/journal/test_memos store/books/test_narrowing store/check/test_verifying",
    "store.journal.named": (
        "store/check/test_rebuilding store/check/test_verifying store/check/test_erasing store/journal/test_lineage "
        "services/amend/test_undo"
    ),
    "store.journal.payee": (
        "store/check/test_rebuilding store/check/test_verifying store/journal/test_lineage services/amend/test_undo"
    ),
    "store.journal.transaction": (
        "store/journal/test_transaction store/check/test_rebuilding store/check/test_verifying services/amend/test_undo"
    ),
    "store.journal.journal": (
        "store/journal/test_journal store/check/test_verifying store/check/test_erasing "
        "store/check/test_guessing store/journal/test_lineage store/journal/test_items "
        "store/books/test_balances"
    ),
    "store.journal.projection": (
        "store/check/test_rebuilding store/journal/test_journal store/check/test_erasing services/amend/test_undo "
        "services/amend/test_undo_many"
    ),
    "store.journal.rollup": (
        "store/books/test_balances store/check/test_rebuilding services/plan/test_budget store/journal/test_bulk"
    ),
    "store.vault.asides": "store/vault/test_asides",
    "store.vault.backup_file": "store/vault/test_backup vectors/test_vectors services/vault/test_backup",
    "store.vault.beside": (
        "store/vault/test_beside store/vault/test_bare store/vault/test_in_use faults/test_laid "
        "faults/test_overwritten faults/test_moments_between"
    ),
    "store.vault.connect": (
        "store/vault/test_connect store/vault/test_bare store/vault/test_in_use store/check/test_views "
        "store/books/test_attacks store/vault/test_backup faults/test_moments_between"
    ),
    "store.vault.in_use": "store/vault/test_in_use faults/test_exchanged faults/test_laid faults/test_moments_between",
    "store.vault.files": (
        "store/vault/test_files store/vault/test_files_named services/vault/test_access services/vault/test_doctor "
        "store/vault/test_connect"
    ),
    "store.vault.permissions": (
        "store/vault/test_files store/vault/test_files_named store/vault/test_connect services/vault/test_doctor "
        "cli/commands/vault/test_harmed"
    ),
    "store.vault.guard": "store/vault/test_connect store/books/test_attacks",
    "store.vault.head": "store/vault/test_head services/vault/test_key_changes",
    "store.vault.header": "store/vault/test_header vectors/test_vectors services/vault/test_key_changes",
    "store.vault.identity": "store/vault/test_header services/vault/test_access services/vault/test_key_changes",
    "store.vault.kept_keys": "store/vault/test_kernel_keyring services/vault/test_rotation_unlocked",
    "store.vault.kernel_keyring": "store/vault/test_kernel_keyring store/vault/test_keychain",
    "store.vault.keychain": "store/vault/test_keychain",
    "store.vault.key_types": "store/vault/test_slots store/vault/test_key_types vectors/test_vectors cli/toys/test_key",
    "store.vault.keyfile": "store/vault/test_slots cli/commands/vault/test_keys",
    "store.vault.keys": (
        "store/vault/test_header store/vault/test_slots services/vault/test_key_changes "
        "services/vault/test_access vectors/test_vectors"
    ),
    "store.vault.log_file": "store/vault/test_log_file faults/test_laid_in_place",
    "store.vault.own_log": (
        "store/vault/test_bare faults/test_laid_in_place faults/test_laid_beside_others faults/test_overwritten "
        "faults/test_moments_between faults/test_folded_by_others"
    ),
    "store.vault.scratch": "faults/test_killed_before store/vault/test_backup",
    "store.vault.process": "store/vault/test_process",
    "store.vault.sealing": "store/vault/test_slots store/vault/test_header vectors/test_vectors",
    "store.vault.slots": "store/vault/test_slots store/vault/test_header vectors/test_vectors",
    "store.vault.wiping": "store/vault/test_wiping services/vault/test_destroy",
}

TARGETS = {f"wallet_cli.{module}": [f"tests/{each}.py" for each in tests.split()] for module, tests in _HELD_BY.items()}
"""For each module, "wallet_cli.domain.money", the files of tests that must kill its mutants."""
