-- The change feed is followed by transaction: a number in a sequence is taken before its transaction commits.
CREATE UNIQUE INDEX change_transaction ON change (xid, seq);
