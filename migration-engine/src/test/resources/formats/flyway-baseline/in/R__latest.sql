CREATE VIEW latest AS SELECT max(created_at) FROM post;
