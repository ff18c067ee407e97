-- What the overview shows of the past: ends and first starts of jobs, counted in the transactions that write them.

-- Only ever inserted, so nobody waits for a counter that another transaction holds; added up in tally within minutes.
create table tally_entry (
    id      bigint generated always as identity primary key,
    at      timestamptz not null,
    tenant  text not null,
    type    text not null,
    figure  text not null check (figure in ('STARTED', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT')),
    -- Of STARTED: which range of lengths the start delay falls in.
    bin     smallint not null,
    number  bigint not null
);
create index tally_entry_tenant on tally_entry (tenant, at);
-- Rows live for minutes: vacuum by their number, not by a share of a table that is mostly empty.
alter table tally_entry set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0,
    autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 100000);

-- The same added up in slices of a minute, a quarter of an hour, an hour, the shorter ones kept for less long.
create table tally (
    tenant   text not null,
    seconds  integer not null,
    at       timestamptz not null,
    type     text not null,
    figure   text not null,
    bin      smallint not null,
    number   bigint not null,
    primary key (tenant, seconds, at, type, figure, bin)
);
create index tally_at on tally (seconds, at);

-- How many jobs of a type waited for workers, every few minutes; a type without a row had none.
create table backlog (
    tenant   text not null,
    type     text not null,
    at       timestamptz not null,
    waiting  bigint not null,
    primary key (tenant, type, at)
);
create index backlog_at on backlog (at);

-- What a tenant's jobs will run next.
create index job_next on job (tenant, scheduled_at) where state = 'SCHEDULED';
