-- +goose Up
ALTER TABLE post ADD words int;

-- Keeps the count in step.
-- +goose StatementBegin
CREATE TRIGGER post_words AFTER INSERT ON post FOR EACH ROW
  IF NEW.title IS NOT NULL THEN
    UPDATE post SET words = 1 WHERE id = NEW.id;
  END IF;
-- +goose StatementEnd

UPDATE post SET words = 0;

-- +goose Down
-- +goose StatementBegin
DROP TRIGGER post_words;
-- +goose StatementEnd
