-- The number of the event that told of a version first, so that it can be told again under it. Null for older versions:
-- those are told again under their own sequence, which is not higher.
ALTER TABLE versions ADD COLUMN event_sequence bigint;
