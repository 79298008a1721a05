-- The first schema. The journal (op, body) is the truth; every other table is a projection of it.

-- The names under which every query reads: sealed, not gone. They stand before the tables because SQLite's integrity_check leaves out
-- the list of free pages where a view was created last.
CREATE VIEW live_txn AS SELECT * FROM txn WHERE sealed = 1 AND gone = 0;
CREATE VIEW live_posting AS
    SELECT p.*, t.void FROM posting AS p JOIN txn AS t ON t.id = p.txn WHERE t.sealed = 1 AND t.gone = 0;

CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE journal_key (epoch INTEGER PRIMARY KEY, key BLOB NOT NULL) STRICT;

CREATE TABLE op (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE,
    time_us INTEGER NOT NULL,
    command TEXT NOT NULL,
    origin TEXT NOT NULL,
    key TEXT,
    request BLOB,
    undoes INTEGER,
    undone_by INTEGER,
    record BLOB NOT NULL,
    mac BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX op_key ON op (key) WHERE key IS NOT NULL;

-- Chunks of after-images: id = op.id * 1048576 + number of the chunk.
CREATE TABLE body (id INTEGER PRIMARY KEY, salt BLOB NOT NULL, data BLOB NOT NULL) STRICT;

CREATE TABLE currency (code TEXT PRIMARY KEY, scale INTEGER NOT NULL CHECK (scale BETWEEN 0 AND 9)) STRICT, WITHOUT ROWID;

CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE,
    op INTEGER NOT NULL,
    path TEXT NOT NULL,
    kind TEXT NOT NULL,
    currencies TEXT NOT NULL,
    number TEXT NOT NULL,
    closed INTEGER NOT NULL,
    gone INTEGER NOT NULL
) STRICT;
CREATE TABLE account_name (name TEXT PRIMARY KEY, account INTEGER NOT NULL REFERENCES account, shown TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX account_name_account ON account_name (account);

CREATE TABLE payee (
    id INTEGER PRIMARY KEY, uid BLOB NOT NULL UNIQUE, op INTEGER NOT NULL, name TEXT NOT NULL, gone INTEGER NOT NULL
) STRICT;
CREATE TABLE payee_name (name TEXT PRIMARY KEY, payee INTEGER NOT NULL REFERENCES payee, shown TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX payee_name_payee ON payee_name (payee);

-- Small entities that need no table of their own: settings, budget cells, assertions, import batches, cursors.
CREATE TABLE item (
    uid BLOB PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, op INTEGER NOT NULL, body TEXT NOT NULL, gone INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX item_name ON item (kind, name) WHERE gone = 0;

-- Sum to zero by the database, at COMMIT: a transaction begins with sealed = 0, which points at a row that can't exist, and the
-- foreign key is checked at COMMIT. Setting sealed = 1 is refused unless its postings sum to zero in every currency.
CREATE TABLE seal (id INTEGER PRIMARY KEY CHECK (id = 1)) STRICT;
INSERT INTO seal (id) VALUES (1);

CREATE TABLE txn (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL,
    op INTEGER NOT NULL,
    date INTEGER NOT NULL,
    payee INTEGER REFERENCES payee,
    memo TEXT NOT NULL,
    delivered TEXT NOT NULL,
    tags TEXT NOT NULL,
    void INTEGER NOT NULL,
    gone INTEGER NOT NULL,
    sealed INTEGER NOT NULL DEFAULT 0 REFERENCES seal DEFERRABLE INITIALLY DEFERRED CHECK (sealed IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX txn_uid ON txn (uid);
CREATE INDEX txn_date ON txn (date);
CREATE INDEX txn_payee ON txn (payee, date);

CREATE TABLE posting (
    txn INTEGER NOT NULL REFERENCES txn ON DELETE CASCADE,
    n INTEGER NOT NULL,
    account INTEGER NOT NULL REFERENCES account,
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL,
    date INTEGER NOT NULL,
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),
    value_date INTEGER NOT NULL,
    bank_id TEXT NOT NULL,
    original INTEGER NOT NULL,
    original_currency TEXT NOT NULL,
    PRIMARY KEY (txn, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX posting_register ON posting (account, date);
CREATE INDEX posting_bank_id ON posting (account, bank_id) WHERE bank_id <> '';

CREATE TABLE tag (name TEXT NOT NULL, txn INTEGER NOT NULL REFERENCES txn ON DELETE CASCADE, PRIMARY KEY (name, txn)) STRICT, WITHOUT ROWID;
CREATE INDEX tag_txn ON tag (txn);
CREATE TABLE link (
    txn INTEGER NOT NULL REFERENCES txn ON DELETE CASCADE, kind TEXT NOT NULL, target BLOB NOT NULL, PRIMARY KEY (txn, kind, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_target ON link (target);

-- Sums per account, currency and state at four levels: 0 all time, 1 a year, 2 a month (year * 12 + month - 1), 3 a day (ordinal).
-- "changes" only grows, on all four levels alike: a page put back to an older version has fewer than the level above says.
CREATE TABLE rollup (
    level INTEGER NOT NULL,
    period INTEGER NOT NULL,
    account INTEGER NOT NULL,
    currency TEXT NOT NULL,
    state INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    count INTEGER NOT NULL,
    changes INTEGER NOT NULL,
    PRIMARY KEY (level, period, account, currency, state)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER txn_begins_unsealed BEFORE INSERT ON txn WHEN NEW.sealed <> 0
BEGIN SELECT RAISE(ABORT, 'a transaction begins unsealed'); END;
CREATE TRIGGER txn_fixed BEFORE UPDATE OF id, uid ON txn BEGIN SELECT RAISE(ABORT, 'a transaction keeps its id'); END;
CREATE TRIGGER txn_sealed_once BEFORE UPDATE OF sealed ON txn WHEN OLD.sealed = 1
BEGIN SELECT RAISE(ABORT, 'a sealed transaction stays sealed'); END;
CREATE TRIGGER txn_seals BEFORE UPDATE OF sealed ON txn WHEN NEW.sealed = 1
BEGIN
    SELECT RAISE(ABORT, 'the transaction does not balance') WHERE (
        SELECT CASE WHEN min(currency) IS max(currency) THEN ifnull(sum(amount), 0) <> 0
            ELSE EXISTS (SELECT 1 FROM posting WHERE txn = NEW.id GROUP BY currency HAVING sum(amount) <> 0) END
        FROM posting WHERE txn = NEW.id
    );
END;
CREATE TRIGGER posting_new BEFORE INSERT ON posting WHEN (SELECT sealed FROM txn WHERE id = NEW.txn) = 1
BEGIN SELECT RAISE(ABORT, 'a sealed transaction takes no posting'); END;
CREATE TRIGGER posting_fixed BEFORE UPDATE ON posting BEGIN SELECT RAISE(ABORT, 'a posting is not changed'); END;
CREATE TRIGGER posting_stays BEFORE DELETE ON posting WHEN (SELECT sealed FROM txn WHERE id = OLD.txn) = 1
BEGIN SELECT RAISE(ABORT, 'a sealed transaction keeps its postings'); END;
