-- the epoch of the command that an agent began last, or gave back: of two sendings the later counts
ALTER TABLE run ADD COLUMN live_epoch bigint NOT NULL DEFAULT 0;
