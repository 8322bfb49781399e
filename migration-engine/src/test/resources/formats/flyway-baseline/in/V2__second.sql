ALTER TABLE post ADD created_at timestamp;
