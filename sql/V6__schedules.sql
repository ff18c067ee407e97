-- Schedules, and what became of each of their slots.

create table schedule (
    id             uuid primary key,
    tenant         text not null references tenant,
    -- In whose name its jobs run.
    owner          text not null,
    name           text not null,
    -- A cron expression with its zone, or an interval that is counted from starts_at.
    cron           text,
    zone           text,
    interval_ms    bigint check (interval_ms >= 1000),
    starts_at      timestamptz,
    ends_at        timestamptz,
    missed         text not null check (missed in ('ALL', 'LAST', 'NONE')),
    catch_up_ms    bigint not null check (catch_up_ms >= 0),
    overlap        text not null check (overlap in ('SKIP', 'QUEUE', 'CANCEL_RUNNING', 'ALLOW')),
    -- What to submit at each slot.
    job            jsonb not null,
    paused_at      timestamptz,
    paused_by      text,
    -- Slots before this passed while it was paused: they are missed, however little time has gone by.
    missed_before  timestamptz,
    -- The first slot that is not decided yet; null: there is none any more.
    next_at        timestamptz,
    -- When the timer must look at it: next_at while it is not paused.
    due_at         timestamptz,
    created_at     timestamptz not null,
    changed_at     timestamptz not null,
    unique (tenant, name),
    check ((cron is null) <> (interval_ms is null)),
    check ((cron is null) = (zone is null)),
    check (interval_ms is null or starts_at is not null)
);
create index schedule_due on schedule (due_at) where due_at is not null;

-- One row per slot that has come: it ran, was skipped, or waits for the end of the run before it.
create table schedule_slot (
    schedule_id  uuid not null references schedule on delete cascade,
    slot_at      timestamptz not null,
    -- Someone asked for this run; slot_at is when.
    by_hand      boolean not null default false,
    outcome      text not null check (outcome in ('RUN', 'QUEUED', 'SKIPPED')),
    -- Why it was skipped, as a code, and the same for people.
    reason       text,
    detail       text,
    job_id       uuid,
    decided_at   timestamptz not null,
    primary key (schedule_id, slot_at, by_hand),
    check ((outcome = 'RUN') = (job_id is not null)),
    check ((outcome = 'SKIPPED') = (reason is not null))
);
create index schedule_slot_queued on schedule_slot (schedule_id, slot_at) where outcome = 'QUEUED';
create index schedule_slot_job on schedule_slot (job_id) where job_id is not null;

-- The schedule whose slot a job is.
alter table job add column schedule_id uuid;
create index job_schedule on job (schedule_id)
    where schedule_id is not null and state not in ('SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT');
