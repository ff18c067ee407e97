-- How often a job that fails is tried again.
alter table job add column retry_attempts integer check (retry_attempts between 1 and 100);
alter table job add column retry_delay_ms bigint check (retry_delay_ms >= 0);
alter table job add column retry_backoff text check (retry_backoff in ('FIXED', 'EXPONENTIAL'));
-- Error codes, separated by commas; empty: any.
alter table job add column retry_on text;
-- Executions that were lost, and those of them whose worker died: these count for the crash limit.
alter table job add column losses integer not null default 0;
alter table job add column crashes integer not null default 0;
