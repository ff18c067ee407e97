-- How long after its submission a job must have ended, waiting times included; null: no limit.
alter table job add column deadline_ms bigint check (deadline_ms > 0);
