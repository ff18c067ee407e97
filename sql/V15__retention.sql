-- What is deleted when it is old enough: found by its end, its files found again until they are gone.
create index job_ended on job (tenant, state, ended_at) where ended_at is not null;
create index idempotency_key_job on idempotency_key (job_id);
create index schedule_slot_decided on schedule_slot (decided_at);

-- Jobs whose rows are deleted and whose files in the output store may not be yet.
create table deleted_job (
    id          uuid primary key,
    tenant      text not null,
    deleted_at  timestamptz not null
);
