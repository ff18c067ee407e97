package org.jobyard.sdk.message;

/**
 * Names of the AMQP headers. They are valid Java identifiers (underscores, no hyphens), so that JMS code can read them
 * as message properties.
 */
public final class Headers {
    /** Id of the job (UUID), on every message that concerns one job. */
    public static final String JOB = "jobyard_job";
    /** Type of the job, on a dispatch. */
    public static final String TYPE = "jobyard_type";
    /** Name of the job, on a dispatch. */
    public static final String NAME = "jobyard_name";
    /** Tenant of the job, on a dispatch. */
    public static final String TENANT = "jobyard_tenant";
    /** Where the work of the job takes place, or what it acts upon, on a dispatch; absent: nothing is said. */
    public static final String DESTINATION = "jobyard_destination";
    /** Number of the attempt, from 1, on a dispatch. */
    public static final String ATTEMPT = "jobyard_attempt";
    /** Execution id (UUID) of a dispatch; every event of that execution repeats it. */
    public static final String EXECUTION = "jobyard_execution";
    /** Longest allowed run time of the execution in milliseconds, counted from its start; absent: no limit. */
    public static final String TIMEOUT_MS = "jobyard_timeout_ms";
    /** Instant (ISO-8601, UTC) after which the job must not run any more; absent: none. */
    public static final String DEADLINE = "jobyard_deadline";
    /** W3C trace context. */
    public static final String TRACEPARENT = "traceparent";
    /** What a message to {@link Queues#EVENTS} or to a client's queue says; see {@link EventKind}. */
    public static final String EVENT = "jobyard_event";
    /** Name of the worker that sends an event; unique among live workers. */
    public static final String WORKER = "jobyard_worker";
    /** Id (UUID) of this start of the worker's process. */
    public static final String WORKER_INSTANCE = "jobyard_worker_instance";
    /** {@code stdout} or {@code stderr}, on a log chunk. */
    public static final String STREAM = "jobyard_stream";
    /** Offset in bytes of a log chunk's first byte in its stream. */
    public static final String OFFSET = "jobyard_offset";
    /** API token of the submitter, on a message to {@link Queues#SUBMISSIONS}. */
    public static final String TOKEN = "jobyard_token";
    /** What a message to {@link Queues#SUBMISSIONS} asks for; see {@link RequestKind}. Absent: a submission. */
    public static final String REQUEST = "jobyard_request";
    /** What a command to a worker says; see {@link CommandKind}. */
    public static final String COMMAND = "jobyard_command";
    /** The {@link WorkerMode} that a worker is to take up. */
    public static final String MODE = "jobyard_mode";

    /** Why a message is in {@link Queues#DEAD_LETTERS}. */
    public static final String DEAD_REASON = "jobyard_dead_reason";
    /** Queue from which a message came to {@link Queues#DEAD_LETTERS}. */
    public static final String DEAD_QUEUE = "jobyard_dead_queue";

    private Headers() {}
}
