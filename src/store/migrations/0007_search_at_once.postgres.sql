-- Words are put in their place in the index as they are written. With a pending list, as is PostgreSQL's default, a search
-- just after an import walked through all of the list.
ALTER INDEX search_document_tokens SET (fastupdate = off);
SELECT gin_clean_pending_list('search_document_tokens');
