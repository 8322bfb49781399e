--changeset ada:1
--comment: the table of posts
CREATE TABLE post (id int NOT NULL);
