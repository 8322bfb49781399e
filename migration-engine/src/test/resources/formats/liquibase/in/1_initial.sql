--liquibase formatted sql

--changeset ada:1
--comment: the table of posts
CREATE TABLE post (id int NOT NULL);
--rollback DROP TABLE post;

--changeset ada:2 runInTransaction:false
CREATE INDEX CONCURRENTLY post_id ON post (id);
--rollback DROP INDEX post_id;
/* liquibase rollback
DROP INDEX post_id;
*/

--changeset "grace hopper":audit endDelimiter:// stripComments:false
CREATE PROCEDURE audit()
BEGIN
  INSERT INTO log VALUES (1);
  INSERT INTO log VALUES (2);
END //
CALL audit() //
