CREATE TABLE users (
  id integer,
  name varchar(255)
);
