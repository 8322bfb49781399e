CREATE OR REPLACE VIEW order_totals AS SELECT account, count(*) AS orders FROM orders GROUP BY account;
