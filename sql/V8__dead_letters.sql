-- Messages that could not be handled, and those that no queue took, until an operator sends them back or discards them.
-- They come out of the broker in the transaction that writes them here, and go back in the one that deletes them.
create table dead_letter (
    -- UUIDv7: the order of the ids is the order in which they came.
    id             uuid primary key,
    kind           text not null check (kind in ('FAILED', 'UNROUTABLE')),
    -- Whose operators see it, by its job or its token; null when it tells of neither.
    tenant         text references tenant,
    job_id         uuid,
    reason         text not null,
    -- Equal for failures at the same place in the code.
    stack_digest   text,
    attempts       integer not null,
    first_at       timestamptz not null,
    last_at        timestamptz not null,
    -- Where it was, and where it goes when it is sent back. Both empty: nobody knows.
    exchange       text not null,
    routing_key    text not null,
    -- How often it was sent back before.
    sent_back      integer not null,
    -- A dispatch: its job is back in its line, from where it is dispatched anew, so there is nothing to send back. One row
    -- a job, which counts in attempts.
    put_back       boolean not null,
    -- The token it carried, never its secret; sent back, it carries a new one of the same user.
    token_id       uuid references api_token on delete set null,
    correlation_id text,
    -- Headers and properties with their types, without what is in a column of its own.
    headers        jsonb not null,
    body           bytea not null,
    -- Digest of all that the broker delivered, of a dispatch the job: what comes again is found to be here already.
    fingerprint    bytea not null unique
);
create index dead_letter_tenant on dead_letter (tenant, id desc);
