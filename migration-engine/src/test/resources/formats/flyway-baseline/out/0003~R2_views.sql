CREATE VIEW posts_by_author AS SELECT author, count(*) FROM post GROUP BY author;
