-- Jobs, their history, their logs, the workers, the people. Times are UTC instants.

create table tenant (
    id          text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    created_at  timestamptz not null
);
insert into tenant (id, created_at) values ('default', now());

create table app_user (
    id             uuid primary key,
    tenant         text not null references tenant,
    name           text not null unique check (name ~ '^[A-Za-z0-9._@-]{1,64}$'),
    role           text not null check (role in ('VIEWER', 'ENGINEER', 'OPERATOR', 'ADMIN')),
    -- PBKDF2, in the form Jakarta Security writes it (algorithm, iterations, salt, hash).
    password_hash  text not null,
    -- Brute force: after failures, sign-in is refused until then.
    failures       integer not null default 0,
    locked_until   timestamptz,
    created_at     timestamptz not null,
    disabled_at    timestamptz,
    version        integer not null default 0
);

create table api_token (
    id            uuid primary key,
    user_id       uuid not null references app_user on delete cascade,
    name          text not null,
    -- SHA-256 of the secret; the secret itself is shown once and kept nowhere.
    secret_hash   bytea not null unique,
    created_at    timestamptz not null,
    expires_at    timestamptz,
    revoked_at    timestamptz,
    last_used_at  timestamptz
);

create table job (
    id                   uuid primary key,
    tenant               text not null references tenant,
    owner                text not null,
    name                 text not null,
    type                 text not null,
    parameters           jsonb not null,
    priority             smallint not null check (priority between 0 and 9),
    reference            text,
    -- The submitter's queue; null when it came over HTTP.
    reply_to             text,
    timeout_ms           bigint check (timeout_ms >= 0),

    state                text not null,
    -- Why it is in that state, as a code such as NO_WORKER; null when the state says it all.
    reason               text,
    attempt              integer not null default 0,
    -- The execution dispatched last; only its events count.
    execution_id         uuid,
    worker               text,
    worker_instance      uuid,
    cancel_requested_at  timestamptz,
    -- When its worker was told that it ran longer than allowed.
    expired_at           timestamptz,
    progress             double precision,
    progress_message     text,

    registered_at        timestamptz not null,
    desired_at           timestamptz not null,
    scheduled_at         timestamptz,
    enqueued_at          timestamptz,
    started_at           timestamptz,
    ended_at             timestamptz,
    -- When the timer must look at this job again; what is due then follows from the state.
    due_at               timestamptz,

    exit_code            integer,
    error_code           text,
    error_message        text,
    result               jsonb,
    outputs              jsonb,
    output_location      text,
    stdout_bytes         bigint,
    stderr_bytes         bigint,
    -- When its logs moved to the output store.
    archived_at          timestamptz,

    -- Number of the last entry in job_event.
    history_seq          integer not null default 0,
    version              integer not null default 0
);
-- Lists, newest first (ids are UUIDv7: their order is the order of submission).
create index job_tenant_id on job (tenant, id desc);
create index job_tenant_name on job (tenant, name, id desc);
-- The waiting line of a type, its window in the broker, what runs where, what is due: only active rows.
create index job_waiting on job (type, priority desc, id) where state = 'WAITING';
create index job_window on job (type) where state in ('ENQUEUED', 'RUNNING');
create index job_running on job (worker) where state in ('RUNNING', 'PAUSED');
create index job_active on job (tenant, state, id desc)
    where state not in ('SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT');
create index job_failed on job (tenant, state, id desc) where state in ('FAILED', 'CANCELLED', 'TIMED_OUT');
create index job_due on job (due_at) where due_at is not null;

-- The same Idempotency-Key of the same user is the same job.
create table idempotency_key (
    tenant        text not null,
    owner         text not null,
    key           text not null,
    request_hash  bytea not null,
    job_id        uuid not null,
    created_at    timestamptz not null,
    primary key (tenant, owner, key)
);

-- What happened to a job, append-only. Partitioned so that no index grows without end.
create table job_event (
    job_id     uuid not null,
    -- Number within the job, from 1.
    seq        integer not null,
    at         timestamptz not null,
    event      text not null,
    state      text not null,
    attempt    integer not null,
    execution  uuid,
    actor      text,
    detail     text,
    primary key (job_id, seq)
) partition by hash (job_id);
create table job_event_0 partition of job_event for values with (modulus 4, remainder 0);
create table job_event_1 partition of job_event for values with (modulus 4, remainder 1);
create table job_event_2 partition of job_event for values with (modulus 4, remainder 2);
create table job_event_3 partition of job_event for values with (modulus 4, remainder 3);

-- Log chunks of running executions; finished logs move to the output store.
create table job_log (
    job_id     uuid not null,
    execution  uuid not null,
    stream     text not null check (stream in ('stdout', 'stderr')),
    -- Offset in bytes of the chunk's first byte in its stream.
    start      bigint not null,
    at         timestamptz not null,
    content    bytea not null,
    primary key (job_id, execution, stream, start)
);

-- Events of jobs that are not known yet, tried again until given up.
create table parked_event (
    id          uuid primary key,
    parked_at   timestamptz not null,
    retry_at    timestamptz not null,
    tries       integer not null default 0,
    headers     jsonb not null,
    body        bytea not null
);
create index parked_event_retry on parked_event (retry_at);

create table worker (
    name         text primary key,
    instance     uuid not null,
    types        text[] not null,
    capacity     integer not null,
    software     text,
    host         text,
    labels       jsonb,
    state        text not null check (state in ('LIVE', 'LOST', 'GONE')),
    first_seen   timestamptz not null,
    last_seen    timestamptz not null,
    lease_until  timestamptz not null
);
create index worker_lease on worker (lease_until) where state = 'LIVE';

-- Types for which a worker has ever listened.
create table work_type (
    type        text primary key,
    first_seen  timestamptz not null
);

-- Counters that must survive, such as events of executions that are not the accepted one.
create table counter (
    name   text primary key,
    value  bigint not null default 0
);
