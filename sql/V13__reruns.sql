-- The job that this one runs again. No foreign key: either may be deleted before the other.
alter table job add column rerun_of uuid;
create index job_rerun on job (rerun_of, id desc) where rerun_of is not null;
