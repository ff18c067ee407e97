-- How many jobs may be in the broker or run at once, and what is held. How many do is counted, never stored.
create table work_limit (
    -- A type of job, or * for all of them together.
    type        text not null,
    -- A tenant, or * for all of them together.
    tenant      text not null check (tenant = '*' or tenant ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    -- Null: no limit.
    most        integer check (most >= 0),
    -- Since when nothing of it is given to the broker any more; null: it is not held.
    held_at     timestamptz,
    changed_at  timestamptz not null,
    changed_by  text not null,
    primary key (type, tenant)
);

-- The line of a type, tenant by tenant: each gets its share.
drop index job_line;
create index job_line on job (type, tenant, priority desc, id) where state = 'WAITING' and name_place is null;
