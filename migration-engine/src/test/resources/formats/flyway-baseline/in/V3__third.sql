ALTER TABLE post ADD author text;
