-- What a bank says of a posting beyond its columns: names and values, a line each in turn. Most postings have none.
CREATE TABLE posting_fact (
    txn INTEGER NOT NULL REFERENCES txn ON DELETE CASCADE, n INTEGER NOT NULL, facts TEXT NOT NULL, PRIMARY KEY (txn, n)
) STRICT, WITHOUT ROWID;
-- By what the rows of imported files are known again: one batch a piece of an import, of one account; "txn" is a uid, empty where a row
-- moved no money; of a batch that was erased nothing is left, nor its account. A key begins with its day, so that rows of one time are together.
CREATE TABLE seen_batch (
    id INTEGER PRIMARY KEY, uid BLOB NOT NULL UNIQUE, op INTEGER NOT NULL, account INTEGER REFERENCES account,
    gone INTEGER NOT NULL
) STRICT;
CREATE TABLE seen (
    batch INTEGER NOT NULL REFERENCES seen_batch, at INTEGER NOT NULL, key TEXT NOT NULL, txn BLOB NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (batch, at)
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_key ON seen (key);
