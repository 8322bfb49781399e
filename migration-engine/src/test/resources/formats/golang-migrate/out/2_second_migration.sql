CREATE TABLE tbl_2 (col int);
CREATE TABLE tbl_3 (col int);
