-- What one server at a time may do, of several on one database (src/store/lease.h).
CREATE TABLE lease (
  name text PRIMARY KEY,
  holder uuid NOT NULL, -- a server
  ends_at bigint NOT NULL
);
