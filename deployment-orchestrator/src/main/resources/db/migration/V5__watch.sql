-- What people watch it by: the trace an order belongs to, and all that is open without what is over.

ALTER TABLE deployment ADD traceparent text;

CREATE INDEX deployment_open ON deployment (state) WHERE state NOT IN ('SUCCEEDED', 'FAILED', 'CANCELLED');
