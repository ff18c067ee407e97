package org.jobyard.sdk.message;

/** Names of exchanges and queues that more than one side knows. */
public final class Queues {
    /** Direct, durable exchange of the dispatches; routing key is the job's type. */
    public static final String WORK_EXCHANGE = "jobyard.work";
    /** Prefix of the queue of a type: durable, quorum, bound to {@link #WORK_EXCHANGE} with the type as key. */
    public static final String WORK_QUEUE_PREFIX = "jobyard.work.";
    /** Submissions and requests of clients to the server. Durable, quorum. */
    public static final String SUBMISSIONS = "jobyard.submissions";
    /** Events of workers to the server. Durable, quorum. */
    public static final String EVENTS = "jobyard.events";
    /** Topic exchange, durable, of the server's commands to workers; key {@code worker.NAME} or {@code all}. */
    public static final String COMMAND_EXCHANGE = "jobyard.commands";
    /** The routing key of {@link #COMMAND_EXCHANGE} that reaches all workers. */
    public static final String ALL_WORKERS = "all";
    /** Prefix of a client's own queue: durable, expires when unused. Declared by the client. */
    public static final String CLIENT_QUEUE_PREFIX = "jobyard.client.";
    /** Fanout exchange, durable, by which nodes tell each other what changed. Not for clients or workers. */
    public static final String NOTIFICATION_EXCHANGE = "jobyard.notifications";
    /** Messages that could not be handled. */
    public static final String DEAD_LETTERS = "jobyard.dead";
    /** Messages that reached no queue. */
    public static final String UNROUTABLE = "jobyard.unroutable";

    private Queues() {}

    /** The queue that workers of {@code type} consume. */
    public static String workQueue(String type) {
        return WORK_QUEUE_PREFIX + type;
    }

    /** The routing key that reaches one worker through {@link #COMMAND_EXCHANGE}. */
    public static String commandKey(String worker) {
        return "worker." + worker;
    }
}
