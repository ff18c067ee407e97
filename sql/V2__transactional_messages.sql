-- The tables of the resource adapter: messages of committed transactions until the broker has confirmed them.

-- One row per transaction, written in the same database branch as the data, deleted when all is published and
-- acknowledged. That it can be read is the proof that its transaction committed.
create table message_intent (
    id          uuid primary key,
    -- The node that publishes it; another one takes over when that node's lease has ended.
    node        text not null,
    written_at  timestamptz not null default now(),
    -- The messages in the adapter's own encoding; empty when the transaction only took deliveries.
    messages    bytea not null
);
create index message_intent_node on message_intent (node, written_at);
-- Rows live for milliseconds: vacuum by their number, not by a share of a table that is mostly empty.
alter table message_intent set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0,
    autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 100000);

-- Which nodes live. A node renews its lease; when it has ended, the others publish what the node left.
create table message_node (
    node         text primary key,
    -- This start of the node: two processes that run under one name are found out.
    instance     uuid not null,
    lease_until  timestamptz not null
);
