-- Public keys that passwords are sealed with, as agents tell them (P30). No secret stands here.
CREATE TABLE agent_pool_key (
    pool    text PRIMARY KEY,
    key     text NOT NULL,
    told_by text NOT NULL,
    told_at timestamptz NOT NULL
);
