"""Which modules are mutated, and by which files of tests each must be held.

These are the modules that the claims of ``docs/explanation/security.md`` rest on, all of ``domain/``, and what keeps
and changes the numbers: roll-ups, projection, chain, import, refunds, budgets.
"""

from tests.mutants.running import ROOT

_DOMAIN = {
    "account": "services/test_exporting", "allotment": "services/test_budgeting", "budget": "services/test_budgeting",
    "cells": "formats/test_csv_rows", "currency": "domain/test_amounts", "dates": "cli/render/test_problems_values",
    "amounts": "cli/render/test_problems_values", "dedup": "services/test_claiming", "machine": "formats/test_ofx_read",
    "money": "domain/test_amounts", "operation": "store/test_verifying", "payment": "services/test_codes",
    "period": "services/test_budgeting", "quickline": "services/test_paying", "rate": "services/test_exchanging",
    "statement": "services/test_importing formats/test_jsonl", "text": "cli/render/test_output",
    "transaction": "services/test_recording", "identifiers": "services/test_codes",
}  # fmt: skip
_STORE = {
    "asides": "store/test_asides",
    "beside": "store/test_beside store/test_in_use faults/test_laid",
    "backup_file": "store/test_backup vectors/test_vectors services/test_backup",
    "balances": "store/test_balances services/test_adjusting",
    "chain": "store/test_journal store/test_verifying store/test_erasing store/test_attacks store/test_head "
    "store/test_lineage store/test_chain",
    "comparing": "store/test_rebuilding store/test_verifying store/test_lineage",
    "connect": "store/test_connect store/test_in_use store/test_views store/test_attacks store/test_backup",
    "copying": "store/test_backup store/test_journal services/test_backup",
    "erasing": "store/test_erasing store/test_guessing services/test_erasing",
    "exact": "store/test_exact",
    "files": "store/test_files services/test_access services/test_doctoring store/test_connect",
    "guard": "store/test_connect store/test_attacks",
    "head": "store/test_head services/test_custody",
    "header": "store/test_header vectors/test_vectors services/test_custody",
    "identity": "store/test_header services/test_access services/test_custody",
    "images": "store/test_images store/test_items store/test_rebuilding",
    "journal": "store/test_journal store/test_verifying store/test_erasing store/test_guessing store/test_lineage "
    "store/test_items store/test_balances",
    "kept": "store/test_unlocked services/test_rotating_unlocked",
    "keychain": "store/test_keychain",
    "keyfile": "store/test_slots cli/test_keys",
    "keys": "store/test_header store/test_slots services/test_custody services/test_access vectors/test_vectors",
    "logfile": "store/test_logfile",
    "process": "store/test_process",
    "projection": "store/test_rebuilding store/test_journal store/test_erasing services/test_undoing",
    "rebuilding": "store/test_rebuilding store/test_erasing",
    "remembered": "store/test_remembered cli/test_backup_keep",
    "rollup": "store/test_balances store/test_rebuilding services/test_budgeting",
    "sealing": "store/test_slots store/test_header vectors/test_vectors",
    "slots": "store/test_slots store/test_header vectors/test_vectors",
    "soundness": "store/test_soundness store/test_verifying store/test_rebuilding",
    "unlocked": "store/test_unlocked store/test_keychain",
    "verifying": "store/test_meta store/test_verifying store/test_lineage services/test_counts",
    "views": "store/test_views services/test_proving",
    "wiping": "store/test_wiping services/test_destroying",
}
_SERVICES = {
    "access": "services/test_access services/test_custody services/test_rotating faults/test_older",
    "backup_checking": "services/test_backup cli/test_backup",
    "backup_making": "services/test_backup services/test_keys_repairing cli/test_backup cli/test_backup_keep "
    "services/test_unlocking",
    "backup_restoring": "services/test_backup services/test_backup_exchanged cli/test_backup",
    "backup_rotation": "cli/test_backup_keep cli/test_backup",
    "budget_left": "services/test_budgeting cli/test_remarks",
    "budgeting": "services/test_budgeting services/test_budgeting_carrying cli/test_budget",
    "claiming": "services/test_claiming services/test_claiming_transfers services/test_importing",
    "confirming": "cli/test_confirming services/test_configuring",
    "custody": "services/test_custody cli/test_keys",
    "destroying": "services/test_destroying cli/test_erase",
    "doctoring": "services/test_doctoring cli/test_backup",
    "drafts": "services/test_drafts services/test_proving services/test_rotating faults/test_proving",
    "envelopes": "services/test_budgeting services/test_budgeting_corpus cli/test_budget",
    "erasing": "services/test_erasing cli/test_erase_body",
    "importing": "services/test_importing cli/test_import services/test_claiming",
    "importing_accounts": "services/test_importing_books cli/test_import",
    "importing_books": "services/test_importing_books cli/test_import",
    "incoming": "services/test_incoming services/test_importing cli/test_import",
    "keys_repairing": "services/test_keys_repairing services/test_keys_repairing_ways",
    "keys_restoring": "cli/test_restore_keys",
    "leftovers": "services/test_leftovers",
    "logs": "services/test_logs services/test_proving services/test_entering faults/test_proving faults/test_beside",
    "placeholders": "services/test_placeholders",
    "privacy": "services/test_privacy cli/test_privacy",
    "proving": "services/test_proving services/test_entering services/test_access faults/test_proving "
    "faults/test_beside",
    "recovery_shares": "services/test_recovery cli/test_keys",
    "recovery_words": "services/test_recovery cli/test_keys",
    "redacting": "services/test_redacting",
    "refund_limits": "services/test_refunding services/test_editing",
    "refunding": "services/test_refunding cli/test_refund",
    "rotating": "services/test_rotating services/test_rotating_steps services/test_rotating_unlocked",
    "unlocking": "services/test_unlocking services/test_rotating_unlocked cli/test_keys cli/test_privacy",
}
_REST = {
    "cli.passphrase_command": "cli/test_passphrase_command cli/test_secrets",
    "cli.passphrases": "cli/test_passphrases",
    "cli.secrets": "cli/test_secrets cli/test_passphrases",
    "formats.csv_rows": "formats/test_csv_rows services/test_exporting",
    "formats.jsonl.fields": "formats/test_jsonl services/test_importing_books",
    "formats.jsonl.reader": "formats/test_jsonl services/test_importing_books",
    "formats.jsonl.records": "formats/test_jsonl services/test_importing_books",
    "formats.ofx.reader": "formats/test_ofx_read formats/test_ofx_bounds services/test_importing",
    "formats.ofx.rows": "formats/test_ofx_read services/test_importing",
    "formats.ofx.text": "formats/test_ofx_read formats/test_ofx_bounds services/test_importing",
    "qr.png_reader": "qr/test_png",
}


def _targets() -> dict[str, list[str]]:
    named = {
        f"domain.{path.stem}": f"domain/test_{path.stem}"
        for path in sorted((ROOT / "wallet_cli/domain").glob("[a-z]*.py"))
    }
    for module, more in _DOMAIN.items():
        named[f"domain.{module}"] += f" {more}"
    named |= {f"store.{module}": tests for module, tests in _STORE.items()}
    named |= {f"services.{module}": tests for module, tests in _SERVICES.items()}
    return {
        f"wallet_cli.{module}": [f"tests/{each}.py" for each in tests.split()]
        for module, tests in (named | _REST).items()
    }


TARGETS = _targets()
"""For each module, "wallet_cli.domain.money", the files of tests that must kill its mutants."""
