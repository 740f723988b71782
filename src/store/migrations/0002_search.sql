-- Search as you type (src/features/contacts/search.h). Each database has its own way; the words are folded before they
-- come here.

-- only: sqlite
-- A short number for each member who has contacts: it begins every token of theirs in search_index, so that a search
-- walks through the words of one member only.
CREATE TABLE search_owner (
  number integer PRIMARY KEY,
  network_id uuid NOT NULL,
  owner_id uuid NOT NULL,
  UNIQUE (network_id, owner_id)
);

-- FTS5 knows documents by an integer.
CREATE TABLE search_document (
  number integer PRIMARY KEY,
  network_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  UNIQUE (network_id, contact_id)
);

-- Tokens are parted by spaces. prefix: four characters of owner and one or two letters.
CREATE VIRTUAL TABLE search_index USING fts5 (
  first, name, organisations, roles, specialties, emails, places, cares_about, cases_loved, cases_unwanted, ask, offer,
  note, tokenize = 'ascii', detail = column, prefix = '5 6'
);

-- The different words of a member's contacts, forwards and backwards: where a typing slip is looked for.
CREATE TABLE search_word (
  owner bigint NOT NULL,
  word text NOT NULL,
  backwards text NOT NULL,
  PRIMARY KEY (owner, word)
) WITHOUT ROWID;
CREATE INDEX search_word_backwards ON search_word (owner, backwards);
-- end
