-- The types whose jobs a worker can hold while they run.
alter table worker add column pausable text[] not null default '{}';
-- Since when its worker holds the job, how long it did before, and whether the worker has not yet said that it does, or goes on.
alter table job add column paused_at timestamptz;
alter table job add column paused_ms bigint check (paused_ms >= 0);
alter table job add column pause_unconfirmed boolean;
-- What a worker holds takes its place.
drop index job_window;
create index job_window on job (type) where state in ('ENQUEUED', 'RUNNING', 'PAUSED');
