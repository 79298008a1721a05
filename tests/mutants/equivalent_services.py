"""The part of ``equivalent_lists`` for the services."""

from tests.mutants.same import Same

EQUIVALENT_SERVICES: dict[str, tuple[Same, ...]] = {
    "wallet_cli.services.vault.backup_check": (
        Same(
            'handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | getattr(os, "O_NONBLOCK", 0))',
            "every system that the tests run on has the flag",
            (
                "getattr(os, 'O_NONBLOCK', 0) → getattr(os, 'O_NONBLOCK', 1)",
                "getattr(os, 'O_NONBLOCK', 0) → getattr(os, 'O_NONBLOCK', -1)",
            ),
        ),
        Same(
            'store = Store(db, image.with_name("no-head"), read_only=True, header=header)',
            "it says whether every page's seal is looked at, which is done here before",
            (
                "Store(db, image.with_name('no-head'), read_only=True, header=header) → "
                "Store(db, image.with_name('no-head'), header=header)",
                "read_only=True → read_only=False",
            ),
        ),
    ),
    "wallet_cli.services.vault.backup_age": (
        Same(
            "key = unlock.kept_key(place, unlock.Moment(now_us // 1_000_000, 0), used=False)",
            "the second clock counts for a key that is used",
            (
                "unlock.Moment(now_us // 1000000, 0) → unlock.Moment(now_us // 1000000, 1)",
                "unlock.Moment(now_us // 1000000, 0) → unlock.Moment(now_us // 1000000, -1)",
            ),
        ),
    ),
    "wallet_cli.services.vault.restore": (
        Same(
            "store.note_head(last.number, last.mac, durable=True)",
            "only a power cut tells",
            (
                "durable=True → durable=False",
                "store.note_head(last.number, last.mac, durable=True) → store.note_head(last.number, last.mac)",
            ),
        ),
    ),
    "wallet_cli.services.plan.budget_left": (
        Same(
            'below = {node.row: node for node in nodes if node.path == path or node.path.startswith(path + ":")}',
            "which envelope a posting counts to is decided again below; this only asks for fewer rows",
            ("for node in nodes if node.path == path or node.path.startswith(path + ':') → for node in nodes",),
        ),
    ),
    "wallet_cli.services.files.rules.categories": (
        Same(
            "self._work.put_account(made, new=True)",
            "it only saves looking for a past that there isn't",
            ("self._work.put_account(made, new=True) → self._work.put_account(made)", "new=True → new=False"),
        ),
    ),
    "wallet_cli.services.files.matching": (
        Same(
            "self._work.put_payee(found, new=True)",
            "it only saves looking for a past that there isn't",
            ("self._work.put_payee(found, new=True) → self._work.put_payee(found)", "new=True → new=False"),
        ),
        Same(
            "self._written.update(codes)",
            "saves looking again for currencies that are there",
            ("self._written.update(codes) → pass",),
        ),
    ),
    "wallet_cli.services.record.limits": (
        Same(
            "if posting.amount_minor < 0:",
            "nothing leaves by zero",
            (
                "posting.amount_minor < 0 → posting.amount_minor <= 0",
                "posting.amount_minor < 0 → posting.amount_minor < 1",
            ),
        ),
    ),
    "wallet_cli.services.vault.access": (
        Same(
            "store = Store(",
            "what wasn't looked at by then the store looks at itself, and finds the same; this spares the questions",
            (
                "…w=now, proven=proven is not None, file=file, opened=opened, looked=looked) → "
                "…w=now, proven=proven is not None, file=file, looked=looked)",
            ),
        ),
    ),
    "wallet_cli.services.vault.destroy": (
        Same(
            "place.erasing.unlink(missing_ok=True)",
            "it is there: it was overwritten just before",
            ("place.erasing.unlink(missing_ok=True) → place.erasing.unlink()", "missing_ok=True → missing_ok=False"),
        ),
    ),
    "wallet_cli.services.vault.doctor": (
        Same(
            "kernel_keyring.put(name, 1, machine.random(32), kernel_keyring.Limits(1), uptime=0)",
            "when it was last used counts for a key that is used",
            ("uptime=0 → uptime=1", "uptime=0 → uptime=-1"),
        ),
    ),
    "wallet_cli.services.vault.new_header": (
        Same(
            "_ROOM_BYTES = 1 << 16",
            "more than a commit takes, with room to spare; less is noticed",
            ("1 << 16 → 2 << 16", "1 << 16 → 1 << 17"),
        ),
    ),
    "wallet_cli.services.vault.pending": (
        Same(
            'return bytes(copy.meta(REPLACES) or b"")',
            "neither is the digest of a store",
            ("copy.meta(REPLACES) or b'' → copy.meta(REPLACES) or b'\\x00'",),
        ),
        Same(
            'return Version(copy.number(GENERATION), bytes(copy.meta(DIGEST) or b""))',
            "neither is the digest of a key header",
            ("copy.meta(DIGEST) or b'' → copy.meta(DIGEST) or b'\\x00'",),
        ),
        Same(
            "data = files.read_plain(path, identity.FILE_MOST_BYTES + 1)",
            "what is too long isn't whole either where it is cut off",
            (
                "identity.FILE_MOST_BYTES + 1 → identity.FILE_MOST_BYTES + 2",
                "identity.FILE_MOST_BYTES + 1 → identity.FILE_MOST_BYTES + 0",
                "identity.FILE_MOST_BYTES + 1 → identity.FILE_MOST_BYTES - 1",
            ),
        ),
        Same(
            "head.check(seen, last.operations if last else 0, copy.mac_at)",
            "where a store is sound its end can be read",
            (
                "last.operations if last else 0 → last.operations if last else 1",
                "last.operations if last else 0 → last.operations if last else -1",
            ),
        ),
    ),
    "wallet_cli.services.plan.envelopes": (
        Same(
            "tree = {node.row: node for node in nodes.values() if node.account.is_category}",
            "of an account that is no category no cell is kept, and what isn't of a category's kind is passed over",
            ("for node in nodes.values() if node.account.is_category → for node in nodes.values()",),
        ),
        Same(
            "{(i, path): given.amount_in(i) for path, given in allotments.items() for i in range(first, until + 1)},",
            "of periods beyond the plan's last nothing is read",
            ("until + 1 → until + 2",),
        ),
    ),
    "wallet_cli.services.amend.erase": (
        Same(
            "only = doomed[0].kept if len(doomed) == 1 else None",
            "the first of one is the last",
            ("doomed[0] → doomed[-1]",),
        ),
        Same(
            'number = short_names.number(text, "t") or transactions.row_of(session.db, bytes.fromhex(text)) or 0',
            "neither is a transaction's number",
            ("…s.row_of(session.db, bytes.fromhex(text)) or 0 → …s.row_of(session.db, bytes.fromhex(text)) or -1",),
        ),
    ),
    "wallet_cli.services.files.seen_rows": (
        Same(
            "is_any = bool(keys) and self._is_any(account)",
            "a short way: of no keys, and of an account that has seen nothing, nothing is found",
            ("bool(keys) and self._is_any(account) → bool(keys) or self._is_any(account)",),
        ),
        Same(
            "PIECE = 5_000",
            "one row more or less in a piece",
            ("PIECE = 5000 → PIECE = 5001", "PIECE = 5000 → PIECE = 4999"),
        ),
        Same(
            "self._write(account)",
            "all that waits is written at the end; until then it is held",
            ("self._write(account) → pass",),
            "SeenRows._keep",
        ),
        Same(
            "numbers = {txn for _key, txn, _place in waiting if isinstance(txn, int)}",
            "a short way: no transaction has a uid for its number",
            ("for _key, txn, _place in waiting if isinstance(txn, int) → for _key, txn, _place in waiting",),
        ),
    ),
    "wallet_cli.services.files.source": (
        Same(
            "_PIECE_BYTES = 1 << 20",
            "how much is read at once",
            ("1 << 20 → 2 << 20", "1 << 20 → 1 << 21", "1 << 20 → 1 << 19"),
        ),
    ),
    "wallet_cli.services.vault.logs": (
        Same(
            "head.check(seen, ends.operations if ends else 0, alone.mac_at)",
            "where a store is sound its end can be read",
            (
                "ends.operations if ends else 0 → ends.operations if ends else 1",
                "ends.operations if ends else 0 → ends.operations if ends else -1",
            ),
        ),
        Same(
            "head.check(seen, last.operations if last else 0, logged.mac_at)",
            "where a store is sound its end can be read",
            (
                "last.operations if last else 0 → last.operations if last else 1",
                "last.operations if last else 0 → last.operations if last else -1",
            ),
        ),
    ),
    "wallet_cli.services.vault.prove": (
        Same(
            "held: int | None = files.held_alone(place.folder, timeout_ms=0)",
            "it is tried once either way",
            ("timeout_ms=0 → timeout_ms=-1",),
        ),
    ),
    "wallet_cli.services.vault.recovery_shares": (
        Same(
            'raise UsageProblem("shares-too-few", needed=read[0].member_threshold)',
            "all are of one set",
            ("read[0] → read[-1]",),
        ),
        Same(
            'raise UsageProblem("shares-too-few", needed=read[0].member_threshold)',
            "where one of them repeats another there are two, of one set",
            ("read[0] → read[1]",),
            "share_of",
        ),
        Same(
            "if len({each.index for each in read}) < read[0].member_threshold:",
            "all are of one set",
            ("read[0] → read[-1]",),
        ),
    ),
    "wallet_cli.services.amend.undo_moved": (
        Same(
            "day = state = 0",
            "no day is earlier than today's in the end, and of states only the highest is asked for",
            ("day = state = 0 → day = state = 1", "day = state = 0 → day = state = -1"),
        ),
        Same(
            "firsts.setdefault(account, (at, 0, n))",
            "it is less than that of the version that comes back all the same",
            ("(at, 0, n) → (at, -1, n)",),
        ),
        Same(
            "place = (at, 1, n)",
            "it is more than that of the version that goes all the same",
            ("(at, 1, n) → (at, 2, n)",),
        ),
    ),
    "wallet_cli.services.record.refund_limits": (
        Same(
            "paid = debits(kept.transaction) if kept and not kept.transaction.void else 0",
            "where nothing is paid any refund exceeds it, and how far is compared only with how far it did before",
            (
                "debits(kept.transaction) if kept and (not kept.transaction.void) else 0 → "
                "debits(kept.transaction) if kept and (not kept.transaction.void) else -1",
            ),
        ),
        Same(
            "return sum(posting.amount_minor for posting in txn.postings if posting.amount_minor > 0)",
            "zero adds nothing",
            (
                "posting.amount_minor > 0 → posting.amount_minor >= 0",
                "posting.amount_minor > 0 → posting.amount_minor > -1",
            ),
        ),
        Same("return 0", "below zero nothing exceeds", ("return 0 → return -1",)),
        Same(
            "return [uid for txn in versions for kind, uid in txn.links if kind == REFUNDS]",
            "by what is linked otherwise nothing exceeds more than before",
            ("for kind, uid in txn.links if kind == REFUNDS → for kind, uid in txn.links",),
        ),
    ),
    "wallet_cli.services.record.refund": (
        Same(
            "line = read_line(wish.words[1:], least=0, most=0) if everything else read_line(wish.words)",
            "there are never fewer amounts than none",
            ("least=0 → least=-1",),
        ),
        Same(
            "postings = _postings(session, wish.notes, account, money, zip(purchase.left, parts, strict=True))",
            "a part is made for each",
            ("zip(purchase.left, parts, strict=True) → zip(purchase.left, parts)", "strict=True → strict=False"),
        ),
        Same(
            "account = names.account(session, line.accounts[0])",
            "there is one",
            ("line.accounts[0] → line.accounts[-1]",),
        ),
    ),
}
