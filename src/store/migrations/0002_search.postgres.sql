-- Search as you type on PostgreSQL (src/features/contacts/search_postgres.cpp). Words are folded before they come here.

-- A short number for each member who has contacts: it begins every token of theirs, so that a search walks through the
-- words of one member only.
CREATE TABLE search_owner (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  network_id uuid NOT NULL,
  owner_id uuid NOT NULL,
  UNIQUE (network_id, owner_id)
);

CREATE TABLE search_document (
  network_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  fields text NOT NULL, -- the words of each field, parted by spaces; the fields by line ends
  -- Weight A: first given and family name; B: other names; C: organisations, roles, specialties; D: the rest.
  tokens tsvector NOT NULL,
  PRIMARY KEY (network_id, contact_id)
);
CREATE INDEX search_document_tokens ON search_document USING gin (tokens);

-- The different words of a member's contacts, forwards and backwards: where a typing slip is looked for.
CREATE TABLE search_word (
  owner bigint NOT NULL,
  word text NOT NULL,
  backwards text NOT NULL,
  PRIMARY KEY (owner, word)
);
CREATE INDEX search_word_backwards ON search_word (owner, backwards);
