-- atlas:delimiter -- end

ALTER TABLE post ADD words int;
-- end
-- Keeps the count in step.
CREATE TRIGGER post_words AFTER INSERT ON post FOR EACH ROW
  IF NEW.title IS NOT NULL THEN
    UPDATE post SET words = 1 WHERE id = NEW.id;
  END IF;
-- end
UPDATE post SET words = 0;
-- end
