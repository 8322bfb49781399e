-- atlas:txmode none

CREATE INDEX CONCURRENTLY post_title ON post (title);
