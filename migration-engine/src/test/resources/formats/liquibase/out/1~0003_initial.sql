-- atlas:delimiter //

--changeset "grace hopper":audit endDelimiter:// stripComments:false
CREATE PROCEDURE audit()
BEGIN
  INSERT INTO log VALUES (1);
  INSERT INTO log VALUES (2);
END //
CALL audit() //
