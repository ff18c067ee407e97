-- What a job does about others of its name: the name of a tenant is had by one job at a time.

-- REJECT or QUEUE, as its submitter asked; null: ALLOW, it does not care.
alter table job add column same_name text check (same_name in ('REJECT', 'QUEUE'));
-- It has its name: until it ends, no other that asks for the name gets it.
alter table job add column holds_name boolean not null default false;
-- Its place in the line for the name; null when it does not stand there.
alter table job add column name_place bigint;
-- Somebody waits for its end: whoever ends it looks who is next.
alter table job add column name_awaited boolean not null default false;

create sequence name_place;

create unique index job_name_held on job (tenant, name) where holds_name;
create index job_name_line on job (tenant, name, name_place) where name_place is not null;
-- Takes the place of job_tenant_name, which no list uses: lists find parts of names, in any case.
create index job_name_active on job (tenant, name, id)
    where name_place is null and state not in ('SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT');
drop index job_tenant_name;
-- Who waits for a name does not stand in the line of its type yet.
create index job_line on job (type, priority desc, id) where state = 'WAITING' and name_place is null;
drop index job_waiting;
