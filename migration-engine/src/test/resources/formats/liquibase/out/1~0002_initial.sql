-- atlas:txmode none

--changeset ada:2 runInTransaction:false
CREATE INDEX CONCURRENTLY post_id ON post (id);
