-- migrate:up
CREATE TABLE users (
  id integer,
  name varchar(255)
);

-- migrate:down
DROP TABLE users;
