CREATE TABLE post (id int NOT NULL, title text, created_at timestamp, PRIMARY KEY (id));
