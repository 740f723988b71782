-- What SQLite's planner takes for granted about our indexes. Without it, it guesses that ten rows share a network, and
-- then walks through all encounters to find those of one contact. The figures are of a network of 250 members with 400
-- contacts each, in the proportions of the demo's; they are not renewed, so that a query has one plan for ever.
-- PostgreSQL keeps its own.

-- only: sqlite
ANALYZE migration; -- makes the table of statistics
DELETE FROM sqlite_stat1;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('acquaintance', 'acquaintance_pair', '20000 20000 80 2 1'),
  ('acquaintance', 'acquaintance_b', '20000 20000 2'),
  ('acquaintance', 'sqlite_autoindex_acquaintance_1', '20000 20000 1'),
  ('change', 'change_owner', '1000000 1000000 4000 1'),
  ('change', 'change_tombstone', '20000 10'),
  ('circle', 'circle_name', '1000 1000 4 1'),
  ('circle', 'sqlite_autoindex_circle_1', '1000 1000 1'),
  ('circle_contact', 'circle_contact_contact', '10000 10000 1'),
  ('circle_contact', 'sqlite_autoindex_circle_contact_1', '10000 10000 10 1'),
  ('contact', 'contact_ask', '20000 20000 80 1'),
  ('contact', 'contact_connected', '20000 20000 80 2'),
  ('contact', 'contact_created', '100000 100000 400 100'),
  ('contact', 'contact_deleted', '100 1'),
  ('contact', 'contact_list', '100000 100000 400 400 1 1'),
  ('contact', 'contact_offer', '20000 20000 80 1'),
  ('contact', 'sqlite_autoindex_contact_1', '100000 100000 1'),
  ('contact_key', 'contact_key_contact', '300000 300000 3'),
  ('contact_key', 'sqlite_autoindex_contact_key_1', '300000 300000 1200 300 1 1'),
  ('contact_specialty', 'sqlite_autoindex_contact_specialty_1', '100000 100000 1 1'),
  ('encounter', 'encounter_deleted', '400 1'),
  ('encounter', 'encounter_needs', '40000 40000 160 1'),
  ('encounter', 'encounter_owner', '400000 400000 1600 1 1'),
  ('encounter', 'encounter_planned', '2000 2000 8 1'),
  ('encounter', 'encounter_waiting', '10000 10000 40'),
  ('encounter', 'sqlite_autoindex_encounter_1', '400000 400000 1'),
  ('encounter_contact', 'encounter_contact_contact', '420000 420000 4 1'),
  ('encounter_contact', 'sqlite_autoindex_encounter_contact_1', '420000 420000 1 1'),
  ('follow_up', 'follow_up_contact', '100000 100000 2'),
  ('follow_up', 'follow_up_encounter', '100000 100000 1'),
  ('follow_up', 'follow_up_list', '100000 100000 400 200 2 1'),
  ('follow_up', 'sqlite_autoindex_follow_up_1', '100000 100000 1'),
  ('goal', 'goal_owner', '500 500 2'),
  ('goal', 'sqlite_autoindex_goal_1', '500 500 1'),
  ('import_row', 'import_row_outcome', '10000 10000 400 100 1'),
  ('import_row', 'sqlite_autoindex_import_row_1', '10000 10000 400 1'),
  ('member', 'member_account', '250 1 1'),
  ('member', 'sqlite_autoindex_member_1', '250 250 1'),
  ('organisation', 'organisation_name', '20000 20000 80 1'),
  ('organisation', 'sqlite_autoindex_organisation_1', '20000 20000 1'),
  ('role', 'role_organisation', '100000 100000 400 5'),
  ('role', 'sqlite_autoindex_role_1', '100000 100000 1 1'),
  ('search_document', 'sqlite_autoindex_search_document_1', '100000 100000 1'),
  ('search_word', 'search_word', '1000000 4000 1'),
  ('search_word', 'search_word_backwards', '1000000 4000 1'),
  ('tie', 'sqlite_autoindex_tie_1', '100000 100000 1'),
  ('tie', 'tie_dormant', '20000 20000 80 1'),
  ('tie', 'tie_owner', '100000 100000 400 1'),
  ('tie', 'tie_rhythm', '20000 20000 80 1'),
  ('tie', 'tie_stated', '10000 10000 40 1');
ANALYZE sqlite_schema;
-- end
