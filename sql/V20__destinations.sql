-- Where the work of a job takes place, or what it acts upon: a host, a cluster, a database. Null: nothing is said.
alter table job add column destination text check (destination ~ '^[a-z0-9][a-z0-9._-]{0,99}$');

-- A destination, or * for all of them together, and for jobs without one.
alter table work_limit add column destination text not null default '*'
    check (destination = '*' or destination ~ '^[a-z0-9][a-z0-9._-]{0,99}$');
alter table work_limit drop constraint work_limit_pkey;
alter table work_limit add primary key (type, tenant, destination);

-- The line of a type, tenant by tenant and there destination by destination: where one is full, the others are stepped to. One
-- expression, which no other index has, so that no plan reads a whole line to find what waits in one of its lanes.
create index job_lane on job (
    (case when state = 'WAITING' and name_place is null
        then type || '/' || tenant || '/' || coalesce(destination, '') end) collate "C", priority desc, id)
    where (case when state = 'WAITING' and name_place is null
        then type || '/' || tenant || '/' || coalesce(destination, '') end) is not null;
-- Lists of one destination.
create index job_destination on job (tenant, destination, id desc) where destination is not null;
