-- Titles may repeat.
CREATE TABLE post (
    id int NOT NULL,
    title text,
    PRIMARY KEY (id)
);
INSERT INTO post VALUES (1, 'hello; world');
