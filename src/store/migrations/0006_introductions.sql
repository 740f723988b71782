-- Pairs of a member's contacts that are not suggested (again): introduced by the member, or not wanted.
CREATE TABLE introduction_pair (
  network_id uuid NOT NULL,
  owner_id uuid NOT NULL,
  contact_a uuid NOT NULL, -- the smaller id of the two
  contact_b uuid NOT NULL,
  state text NOT NULL, -- introduced, dismissed
  at bigint NOT NULL,
  PRIMARY KEY (network_id, owner_id, contact_a, contact_b),
  FOREIGN KEY (network_id, contact_a) REFERENCES contact (network_id, id) ON DELETE CASCADE,
  FOREIGN KEY (network_id, contact_b) REFERENCES contact (network_id, id) ON DELETE CASCADE
);
CREATE INDEX introduction_pair_a ON introduction_pair (network_id, contact_a);
CREATE INDEX introduction_pair_b ON introduction_pair (network_id, contact_b);

-- What suggestions look through: the ties that are more than a card, the latest first.
CREATE INDEX tie_known ON tie (network_id, owner_id, last_held_at)
  WHERE held > 0 OR closeness IS NOT NULL;
-- What the relationship graph asks for: who is which member.
CREATE INDEX contact_linked ON contact (network_id, owner_id, linked_member_id, id)
  WHERE linked_member_id IS NOT NULL;

-- only: sqlite
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('introduction_pair', 'introduction_pair_a', '1000 1000 1'),
  ('introduction_pair', 'introduction_pair_b', '1000 1000 1'),
  ('introduction_pair', 'sqlite_autoindex_introduction_pair_1', '1000 1000 10 2 1'),
  ('tie', 'tie_known', '70000 70000 280 1'),
  ('contact', 'contact_linked', '60000 60000 240 1 1');
ANALYZE sqlite_schema;
-- end
