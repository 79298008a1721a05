-- What a bank says of a posting beyond its columns: names and values, a line each in turn. Most postings have none.
CREATE TABLE posting_fact (
    txn INTEGER NOT NULL REFERENCES txn ON DELETE CASCADE, n INTEGER NOT NULL, facts TEXT NOT NULL, PRIMARY KEY (txn, n)
) STRICT, WITHOUT ROWID;
