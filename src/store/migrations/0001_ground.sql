-- Portable SQL for SQLite and PostgreSQL. Types: uuid (16 bytes), bigint (also times: microseconds since 1970, UTC),
-- text (also dates, as 2026-11-17, partial dates, and JSON), boolean, bytea, double precision.
-- Tables of a network have network_id first in their key; accounts, sessions, tokens, keys and jobs are the server's.

CREATE TABLE migration (
  name text PRIMARY KEY,
  checksum text NOT NULL
);

-- Facts about the server itself, such as whether it holds a demo.
CREATE TABLE server_fact (
  name text PRIMARY KEY,
  value text NOT NULL
);

CREATE TABLE account (
  id uuid PRIMARY KEY,
  email text NOT NULL,
  email_key text NOT NULL UNIQUE, -- folded, what a sign-in is compared with
  password_hash text NOT NULL,
  name text NOT NULL,
  language text NOT NULL,
  time_zone text NOT NULL,
  created_at bigint NOT NULL
);

CREATE TABLE network (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  created_at bigint NOT NULL
);

CREATE TABLE member (
  network_id uuid NOT NULL REFERENCES network,
  id uuid NOT NULL,
  account_id uuid REFERENCES account, -- none for a member who has no sign-in (yet)
  role text NOT NULL, -- owner, facilitator, organiser, member
  name text NOT NULL,
  joined_at bigint NOT NULL,
  PRIMARY KEY (network_id, id)
);
CREATE UNIQUE INDEX member_account ON member (account_id, network_id);

CREATE TABLE session (
  id uuid PRIMARY KEY,
  secret_hash bytea NOT NULL UNIQUE,
  account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  network_id uuid NOT NULL,
  member_id uuid NOT NULL,
  device text NOT NULL,
  created_at bigint NOT NULL,
  last_used_at bigint NOT NULL,
  expires_at bigint NOT NULL
);
CREATE INDEX session_account ON session (account_id);

CREATE TABLE api_token (
  id uuid PRIMARY KEY,
  secret_hash bytea NOT NULL UNIQUE,
  account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  network_id uuid NOT NULL,
  member_id uuid NOT NULL,
  name text NOT NULL,
  created_at bigint NOT NULL,
  last_used_at bigint
);
CREATE INDEX api_token_account ON api_token (account_id);

-- What a request with an Idempotency-Key was answered, kept 48 hours.
CREATE TABLE idempotency_key (
  member_id uuid NOT NULL,
  key text NOT NULL,
  request_hash bytea NOT NULL, -- of method, path and body
  status bigint NOT NULL,
  headers text NOT NULL,
  body text NOT NULL,
  created_at bigint NOT NULL,
  PRIMARY KEY (member_id, key)
);
CREATE INDEX idempotency_key_age ON idempotency_key (created_at);

-- The one feed behind live updates, undo of a batch and the audit log.
CREATE TABLE change (
-- only: sqlite
  seq integer PRIMARY KEY AUTOINCREMENT,
-- end
-- only: postgres
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
-- end
  txn bigint, -- the first seq of the batch
  network_id uuid NOT NULL,
  owner_id uuid NOT NULL,
  kind text NOT NULL, -- created, updated, deleted
  entity text NOT NULL,
  id uuid,
  actor_id uuid,
  at bigint NOT NULL
);
CREATE INDEX change_owner ON change (network_id, owner_id, seq);
CREATE INDEX change_tombstone ON change (at) WHERE kind = 'deleted';

CREATE TABLE contact (
  network_id uuid NOT NULL,
  id uuid NOT NULL,
  owner_id uuid NOT NULL,
  linked_member_id uuid,
  name text NOT NULL,
  sort_key text NOT NULL, -- folded, family name first
  details text NOT NULL, -- JSON: name parts, nicknames, e-mails, phones, addresses, links, messengers, dates, languages, pronouns
  how_we_met text, -- JSON
  met_through_id uuid, -- a contact
  cares_about text NOT NULL,
  cases_loved text NOT NULL,
  cases_unwanted text NOT NULL,
  ask text NOT NULL,
  offer text NOT NULL,
  note text NOT NULL,
  headline text NOT NULL, -- of its roles, for lists
  specialties text NOT NULL, -- JSON list of names, for lists
  uid text, -- of the source card
  source_card text, -- the card as it came, for what has no field here
  source text NOT NULL, -- own, vcard, linkedin, demo
  connected_on text, -- when the source says they connected; a partial date
  photo_tag text, -- content hash of the photo; none without one
  version bigint NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  archived_at bigint,
  deleted_at bigint, -- hidden at once, purged when its undo expires
  PRIMARY KEY (network_id, id)
);
CREATE INDEX contact_list ON contact (network_id, owner_id, archived_at, sort_key, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_connected ON contact (network_id, owner_id, connected_on) WHERE connected_on IS NOT NULL;
CREATE INDEX contact_created ON contact (network_id, owner_id, created_at);
CREATE INDEX contact_ask ON contact (network_id, owner_id, id) WHERE ask <> '';
CREATE INDEX contact_offer ON contact (network_id, owner_id, id) WHERE offer <> '';
CREATE INDEX contact_deleted ON contact (deleted_at) WHERE deleted_at IS NOT NULL;

-- By what an import recognises a contact: uid, e-mail or phone.
CREATE TABLE contact_key (
  network_id uuid NOT NULL,
  owner_id uuid NOT NULL,
  kind text NOT NULL, -- uid, email, phone, link, name
  value text NOT NULL,
  contact_id uuid NOT NULL,
  PRIMARY KEY (network_id, owner_id, kind, value, contact_id),
  FOREIGN KEY (network_id, contact_id) REFERENCES contact (network_id, id) ON DELETE CASCADE
);
CREATE INDEX contact_key_contact ON contact_key (network_id, contact_id);

CREATE TABLE photo (
  network_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  media_type text NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (network_id, contact_id),
  FOREIGN KEY (network_id, contact_id) REFERENCES contact (network_id, id) ON DELETE CASCADE
);

-- Organisations as their owner knows them; owner_id is null for one of the network's own.
CREATE TABLE organisation (
  network_id uuid NOT NULL,
  id uuid NOT NULL,
  owner_id uuid,
  parent_id uuid,
  name text NOT NULL,
  name_key text NOT NULL, -- folded
  sector text,
  PRIMARY KEY (network_id, id)
);
CREATE UNIQUE INDEX organisation_name ON organisation (network_id, owner_id, name_key);

CREATE TABLE role (
  network_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  place bigint NOT NULL, -- order on the card; the first is shown in lists
  owner_id uuid NOT NULL,
  organisation_id uuid,
  title text NOT NULL,
  department text NOT NULL,
  sector text,
  started text, -- partial dates
  ended text,
  PRIMARY KEY (network_id, contact_id, place),
  FOREIGN KEY (network_id, contact_id) REFERENCES contact (network_id, id) ON DELETE CASCADE
);
CREATE INDEX role_organisation ON role (network_id, owner_id, organisation_id);

CREATE TABLE contact_specialty (
  network_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  place bigint NOT NULL,
  code text, -- of Confrere's list; none for free text
  name text NOT NULL,
  PRIMARY KEY (network_id, contact_id, place),
  FOREIGN KEY (network_id, contact_id) REFERENCES contact (network_id, id) ON DELETE CASCADE
);

CREATE TABLE circle (
  network_id uuid NOT NULL,
  id uuid NOT NULL,
  owner_id uuid NOT NULL,
  name text NOT NULL,
  name_key text NOT NULL,
  rhythm text,
  created_at bigint NOT NULL,
  PRIMARY KEY (network_id, id)
);
CREATE UNIQUE INDEX circle_name ON circle (network_id, owner_id, name_key);

CREATE TABLE circle_contact (
  network_id uuid NOT NULL,
  circle_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  PRIMARY KEY (network_id, circle_id, contact_id),
  FOREIGN KEY (network_id, circle_id) REFERENCES circle (network_id, id) ON DELETE CASCADE,
  FOREIGN KEY (network_id, contact_id) REFERENCES contact (network_id, id) ON DELETE CASCADE
);
CREATE INDEX circle_contact_contact ON circle_contact (network_id, contact_id);

-- One row for each contact, made with it. The summary (what follows sharing) is kept in the encounter's transaction.
CREATE TABLE tie (
  network_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  owner_id uuid NOT NULL,
  closeness text, -- trusted, friendly, acquainted
  matters boolean, -- triage; none until it was asked
  rhythm text, -- the contact's own
  circle_rhythm text, -- the shortest of its circles
  sharing text NOT NULL, -- nobody, asked, visible
  sorted_at bigint, -- when triage was answered or passed over
  first_held_at bigint,
  last_held_at bigint, -- last held encounter that resets the rhythm
  last_awaiting_at bigint, -- last message of mine without an answer
  held bigint NOT NULL,
  -- Sums of encounter weights decayed to `decayed_at` with half-lives of 30, 120 and 480 days.
  decayed_at bigint NOT NULL,
  sum_30 double precision NOT NULL,
  sum_120 double precision NOT NULL,
  sum_480 double precision NOT NULL,
  peak double precision NOT NULL, -- highest strength the tie ever had
  strength_version bigint NOT NULL,
  PRIMARY KEY (network_id, contact_id),
  FOREIGN KEY (network_id, contact_id) REFERENCES contact (network_id, id) ON DELETE CASCADE
);
CREATE INDEX tie_owner ON tie (network_id, owner_id, contact_id);
-- What Today asks for; each holds few of a member's ties.
CREATE INDEX tie_rhythm ON tie (network_id, owner_id, last_held_at)
  WHERE rhythm IS NOT NULL OR circle_rhythm IS NOT NULL;
CREATE INDEX tie_dormant ON tie (network_id, owner_id, last_held_at) WHERE peak >= 0.5;
CREATE INDEX tie_stated ON tie (network_id, owner_id, contact_id)
  WHERE held = 0 AND (matters OR closeness IS NOT NULL);

CREATE TABLE acquaintance (
  network_id uuid NOT NULL,
  id uuid NOT NULL,
  owner_id uuid NOT NULL,
  contact_a uuid NOT NULL, -- the smaller id of the two
  contact_b uuid NOT NULL,
  kind text NOT NULL, -- know, do_not_know
  where_from text,
  source text NOT NULL, -- own, encounter, import, demo
  created_at bigint NOT NULL,
  PRIMARY KEY (network_id, id),
  FOREIGN KEY (network_id, contact_a) REFERENCES contact (network_id, id) ON DELETE CASCADE,
  FOREIGN KEY (network_id, contact_b) REFERENCES contact (network_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX acquaintance_pair ON acquaintance (network_id, owner_id, contact_a, contact_b);
CREATE INDEX acquaintance_b ON acquaintance (network_id, contact_b);

CREATE TABLE encounter (
  network_id uuid NOT NULL,
  id uuid NOT NULL,
  owner_id uuid NOT NULL,
  event_id uuid, -- an event of the network; `event` is its name in words
  state text NOT NULL, -- planned, held
  happened_at bigint NOT NULL,
  channel text NOT NULL,
  depth text NOT NULL,
  begun_by text NOT NULL,
  awaits_answer boolean NOT NULL,
  answered_at bigint,
  place text NOT NULL,
  event text NOT NULL,
  note text NOT NULL,
  needs text NOT NULL, -- JSON list of lines
  version bigint NOT NULL,
  created_at bigint NOT NULL,
  deleted_at bigint,
  PRIMARY KEY (network_id, id)
);
CREATE INDEX encounter_owner ON encounter (network_id, owner_id, happened_at, id);
CREATE INDEX encounter_needs ON encounter (network_id, owner_id, happened_at) WHERE needs <> '[]';
CREATE INDEX encounter_deleted ON encounter (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX encounter_waiting ON encounter (network_id, owner_id)
  WHERE awaits_answer AND answered_at IS NULL AND deleted_at IS NULL;
CREATE INDEX encounter_planned ON encounter (network_id, owner_id, happened_at) WHERE state = 'planned';

CREATE TABLE encounter_contact (
  network_id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  place bigint NOT NULL, -- order in which they were named
  happened_at bigint NOT NULL, -- of the encounter, for the timeline
  PRIMARY KEY (network_id, encounter_id, contact_id),
  FOREIGN KEY (network_id, encounter_id) REFERENCES encounter (network_id, id) ON DELETE CASCADE,
  FOREIGN KEY (network_id, contact_id) REFERENCES contact (network_id, id) ON DELETE CASCADE
);
CREATE INDEX encounter_contact_contact ON encounter_contact (network_id, contact_id, happened_at);

CREATE TABLE follow_up (
  network_id uuid NOT NULL,
  id uuid NOT NULL,
  owner_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  encounter_id uuid,
  kind text NOT NULL,
  text text NOT NULL,
  promise boolean NOT NULL,
  origin text NOT NULL, -- first_meeting, encounter, answer_awaited, let_go, own
  appears_on text NOT NULL, -- dates where the member is
  due_on text NOT NULL,
  overdue_on text NOT NULL,
  snoozed_until text,
  nudges bigint NOT NULL, -- sent so far, where an answer is awaited
  state text NOT NULL, -- open, done, dropped
  created_at bigint NOT NULL,
  done_at bigint,
  closed_by uuid, -- the encounter that made it done; none where the member did
  deleted_at bigint, -- hidden and restored with its encounter
  PRIMARY KEY (network_id, id),
  FOREIGN KEY (network_id, contact_id) REFERENCES contact (network_id, id) ON DELETE CASCADE
);
CREATE INDEX follow_up_list ON follow_up (network_id, owner_id, state, due_on, id);
CREATE INDEX follow_up_contact ON follow_up (network_id, contact_id);
CREATE INDEX follow_up_encounter ON follow_up (network_id, encounter_id);

CREATE TABLE goal (
  network_id uuid NOT NULL,
  id uuid NOT NULL,
  owner_id uuid NOT NULL,
  text text NOT NULL,
  state text NOT NULL, -- active, reached, dropped
  created_at bigint NOT NULL,
  PRIMARY KEY (network_id, id)
);
CREATE INDEX goal_owner ON goal (network_id, owner_id);

-- The day's list of a member, fixed at its first opening.
CREATE TABLE today_item (
  network_id uuid NOT NULL,
  owner_id uuid NOT NULL,
  day text NOT NULL,
  place bigint NOT NULL,
  item_id text NOT NULL, -- "<kind>.<id of what it is about>"
  contact_id uuid NOT NULL,
  content text NOT NULL, -- the item as it was fixed, JSON
  state text NOT NULL, -- open, done, snoozed, dismissed, written
  undo text, -- what taking the last step back needs, JSON
  PRIMARY KEY (network_id, owner_id, day, item_id)
);
CREATE TABLE today_day (
  network_id uuid NOT NULL,
  owner_id uuid NOT NULL,
  day text NOT NULL,
  fixed_at bigint NOT NULL,
  passed_over text NOT NULL, -- JSON list of item ids that were overdue at the fixing and had no place among the five
  PRIMARY KEY (network_id, owner_id, day)
);
-- "Snooze" of an item that has no follow-up of its own, and "not this".
CREATE TABLE today_rest (
  network_id uuid NOT NULL,
  owner_id uuid NOT NULL,
  kind text NOT NULL,
  contact_id uuid NOT NULL,
  why text NOT NULL, -- snoozed, dismissed, done
  until text NOT NULL, -- the date it ends
  PRIMARY KEY (network_id, owner_id, kind, contact_id, why),
  FOREIGN KEY (network_id, contact_id) REFERENCES contact (network_id, id) ON DELETE CASCADE
);

CREATE TABLE my_card (
  network_id uuid NOT NULL,
  member_id uuid NOT NULL,
  content text NOT NULL, -- JSON
  version bigint NOT NULL,
  updated_at bigint NOT NULL,
  PRIMARY KEY (network_id, member_id)
);

CREATE TABLE import (
  network_id uuid NOT NULL,
  id uuid NOT NULL,
  owner_id uuid NOT NULL,
  state text NOT NULL,
  files text NOT NULL, -- JSON: names and sizes
  counts text NOT NULL, -- JSON
  no_patient_confirmed boolean NOT NULL, -- whether cards kept aside are applied too
  kept bigint NOT NULL,
  problem text,
  created_at bigint NOT NULL,
  PRIMARY KEY (network_id, id)
);
CREATE INDEX import_owner ON import (network_id, owner_id);

-- What an import does with each card or line. `card` is what it writes, `before` what undo puts back.
CREATE TABLE import_row (
  network_id uuid NOT NULL,
  import_id uuid NOT NULL,
  number bigint NOT NULL,
  file text NOT NULL,
  line bigint NOT NULL,
  outcome text NOT NULL,
  name text NOT NULL,
  headline text NOT NULL,
  reason text NOT NULL,
  changes text NOT NULL, -- JSON list of words
  contact_id uuid,
  same_as bigint, -- of a duplicate: the number of the same person's row before it
  card text NOT NULL, -- vCard 4.0; empty for a rejected row
  uid text NOT NULL, -- of the card, or made of its text
  source text NOT NULL, -- vcard, linkedin
  connected_on text NOT NULL, -- a partial date, when the source says
  before text NOT NULL, -- JSON of the contact before an update
  version_after bigint, -- of the contact once applied: undo leaves alone what was changed since
  PRIMARY KEY (network_id, import_id, number),
  FOREIGN KEY (network_id, import_id) REFERENCES import (network_id, id) ON DELETE CASCADE
);
CREATE INDEX import_row_outcome ON import_row (network_id, import_id, outcome, number);
