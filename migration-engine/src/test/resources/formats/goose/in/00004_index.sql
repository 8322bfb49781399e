-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY post_title ON post (title);
-- +goose Down
DROP INDEX post_title;
