-- What stands in the memos of 128 transactions (id >> 7), as bits: a word whose bits aren't all there is in none of them.
CREATE TABLE memo_block (id INTEGER PRIMARY KEY, bits BLOB NOT NULL) STRICT;
