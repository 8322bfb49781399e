-- atlas:delimiter -- end

-- changeset ada:views splitStatements:false
CREATE TRIGGER post_log AFTER INSERT ON post FOR EACH ROW
  IF NEW.id > 0 THEN
    INSERT INTO log VALUES (NEW.id);
  END IF;
-- end
