package org.jobyard.platform;

/**
 * The settings of the core: each name, its default, and what it means. MicroProfile Config gives the values; a name is
 * also found in the environment in upper case with underscores.
 */
public enum Setting {
    /** Where PostgreSQL is. */
    DB_URL(
            "jobyard.db.url",
            "jdbc:postgresql://localhost:5432/jobyard",
            "JDBC address of the database, for migrations."),
    /** The database's user. */
    DB_USER("jobyard.db.user", "jobyard", "User of the database."),
    /** Its password. */
    DB_PASSWORD("jobyard.db.password", "", "Password of the database's user."),
    /** When a statement is told of. */
    DB_SLOW("jobyard.db.slow", "PT1S", "A statement that takes longer is logged, without its values."),
    /** Where logs and outputs are kept. */
    OUTPUT_DIR("jobyard.output.dir", "outputs", "Folder of the output store; workers on this host write to the same."),
    /** Who may read them. */
    OUTPUT_GROUP(
            "jobyard.output.group",
            "",
            "Group of the operating system that may read the output store; empty: as it falls."),
    /** The first administrator's password. */
    ADMIN_PASSWORD(
            "jobyard.admin.password",
            "",
            "Password of the user admin, used when there are no users yet; empty: one is generated into a file."),
    /** A token that is there from the start. */
    BOOTSTRAP_TOKEN("jobyard.bootstrap.token", "", "API token registered at start for the user admin; empty: none."),
    /** How large a submission may be. */
    PARAMETERS_MAX("jobyard.limits.parameters-bytes", "4194304", "Most bytes of a job's parameters."),
    /** How large a request may be. */
    BODY_MAX("jobyard.limits.body-bytes", "16777216", "Most bytes of a request to the API."),
    /** How many may follow. */
    FOLLOWERS_MAX("jobyard.limits.followers", "1000", "Clients that may follow jobs on one node at the same time."),
    /** How far ahead a start may lie. */
    START_AHEAD("jobyard.limits.start-ahead", "P3653D", "How far in the future a job's start may lie."),
    /** The longest timeout. */
    TIMEOUT_MAX("jobyard.limits.timeout", "P366D", "Longest time limit a job may ask for."),
    /** The window's least size. */
    WINDOW_MIN("jobyard.dispatch.window-min", "8", "Least number of jobs of a type that are in the broker or run."),
    /** The window's size per place of its workers. */
    WINDOW_FACTOR(
            "jobyard.dispatch.window-factor", "2", "Jobs in the broker or running per place of a type's live workers."),
    /** After what time an untouched dispatch is looked at. */
    STALE_AFTER(
            "jobyard.dispatch.stale-after",
            "PT5M",
            "How long a job may be in the broker without a start before it may be dispatched again."),
    /** How many workers a job may cost. */
    ATTEMPTS("jobyard.jobs.attempts", "3", "How many workers may die with a job before it fails as their cause."),
    /** How much longer than its timeout a job may run. */
    TIMEOUT_GRACE(
            "jobyard.jobs.timeout-grace",
            "PT30S",
            "How long after its time limit the server itself ends a job, and again gives up on its worker."),
    /** How often a cancel is repeated. */
    CANCEL_REPEAT(
            "jobyard.jobs.cancel-repeat",
            "PT10S",
            "How often the cancel command is repeated until the worker answers."),
    /** How long an event of an unknown job is kept. */
    PARKED_FOR(
            "jobyard.events.parked-for",
            "PT5M",
            "How long an event of a job that is not known is tried again before it is a dead letter."),
    /** When a slot of a schedule is missed. */
    SLOT_GRACE(
            "jobyard.schedules.grace",
            "PT1M",
            "How much later than its time a slot of a schedule may come and still count as on time."),
    /** How many runs of a schedule may queue. */
    SLOTS_QUEUED("jobyard.schedules.queued", "100", "Most slots of one schedule that wait for the run before them."),
    /** How long ended jobs are kept. */
    KEEP_SUCCEEDED(
            "jobyard.retention.succeeded",
            "P30D",
            "How long a job that succeeded is kept after its end, with its history, log and files; never less than an hour."),
    /** How many. */
    KEEP_SUCCEEDED_MOST(
            "jobyard.retention.succeeded-most",
            "1000000",
            "Most jobs of a tenant that succeeded; the latest are kept."),
    /** The same of failed ones. */
    KEEP_FAILED("jobyard.retention.failed", "P90D", "The same for a job that failed."),
    /** How many. */
    KEEP_FAILED_MOST("jobyard.retention.failed-most", "1000000", "Most jobs of a tenant that failed."),
    /** The same of cancelled ones. */
    KEEP_CANCELLED("jobyard.retention.cancelled", "P30D", "The same for a job that was cancelled."),
    /** How many. */
    KEEP_CANCELLED_MOST("jobyard.retention.cancelled-most", "1000000", "Most jobs of a tenant that were cancelled."),
    /** The same of those that ran into a time limit. */
    KEEP_TIMED_OUT("jobyard.retention.timed-out", "P90D", "The same for a job that ran into a time limit."),
    /** How many. */
    KEEP_TIMED_OUT_MOST(
            "jobyard.retention.timed-out-most", "1000000", "Most jobs of a tenant that ran into a time limit."),
    /** How long it is kept what became of slots. */
    KEEP_SLOTS(
            "jobyard.retention.slots",
            "P90D",
            "How long it is kept what became of a slot of a schedule; the last one stays."),
    /** How long dead letters are kept. */
    KEEP_LETTERS("jobyard.retention.dead-letters", "P90D", "How long a dead letter is kept after it came last."),
    /** How long a node that is asked to end finishes. */
    DRAIN(
            "jobyard.server.drain",
            "PT15S",
            "How long requests may take that are under way when the server is asked to end."),
    /** The longest the timer sleeps. */
    SAFETY_READ("jobyard.timer.safety-read", "PT5M", "The longest time between two reads of what is due.");

    private final String key;
    private final String defaultValue;
    private final String meaning;

    Setting(String key, String defaultValue, String meaning) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
    }

    /** Its name for MicroProfile Config. */
    public String key() {
        return key;
    }

    /** The value it has when nobody sets it; may be empty. */
    public String defaultValue() {
        return defaultValue;
    }

    /** What it means, for people. */
    public String meaning() {
        return meaning;
    }
}
