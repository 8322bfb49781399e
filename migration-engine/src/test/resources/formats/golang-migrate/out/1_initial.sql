CREATE TABLE tbl (col int);
