package org.jobyard.worker;

/**
 * The worker's settings: each name, its default, and what it means. A name is also found in the environment in upper case
 * with underscores. Listed in {@code docs/settings.md}.
 */
public enum WorkerSetting {
    /** Where the broker is. */
    AMQP_URI(
            "jobyard.amqp.uri",
            "amqp://localhost:5672",
            "Address of the broker, amqp:// or amqps://; over amqps its certificate is verified."),
    /** The broker's user. */
    AMQP_USER("jobyard.amqp.user", "guest", "User at the broker."),
    /** The broker's password. */
    AMQP_PASSWORD("jobyard.amqp.password", "guest", "Password at the broker."),
    /** Where output files go. */
    OUTPUT_DIR("jobyard.output.dir", "outputs", "Folder of the output store, which server and workers share."),
    /** Who may read them. */
    OUTPUT_GROUP(
            "jobyard.output.group",
            "",
            "Group of the operating system that may read the output store; empty: as it falls."),
    /** The worker's name. */
    NAME("jobyard.worker.name", "", "Name, unique among live workers. Empty: HOSTNAME-script."),
    /** Labels for people. */
    LABELS("jobyard.worker.labels", "", "Labels for people, such as rack=b7,zone=north."),
    /** How much it runs at once. */
    CAPACITY(
            "jobyard.worker.capacity",
            "",
            "How many scripts run at once. Empty: two for each processor, at least four."),
    /** How many scripts start in a time. */
    STARTS(
            "jobyard.worker.starts",
            "10",
            "How many scripts start at most in each stretch of jobyard.worker.starts-per, those that are tried again too."),
    /** In which time. */
    STARTS_PER("jobyard.worker.starts-per", "PT2S", "The time for which starts are counted; PT0S: no limit."),
    /** Where scripts run. */
    DIR(
            "jobyard.worker.dir",
            "work",
            "Folder below which each script gets one of its own while it runs; no two workers share it."),
    /** How long a script has to end. */
    GRACE("jobyard.worker.grace", "PT5S", "How long processes have between SIGTERM and SIGKILL when they are ended."),
    /** How long a stopping worker waits. */
    DRAIN(
            "jobyard.worker.drain",
            "PT5S",
            "How long scripts may finish when the worker is asked to end; what has not then begins anew elsewhere."),
    /** The scripts' search path. */
    PATH(
            "jobyard.worker.path",
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "Search path (PATH) of scripts."),
    /** How long a log may be. */
    LOG_MAX("jobyard.worker.log-max", "67108864", "Most bytes kept of each of stdout and stderr; the rest is cut off."),
    /** How much a script may leave. */
    OUTPUT_MAX("jobyard.worker.output-max", "10737418240", "Most bytes of files that one script may leave."),
    /** How many files a script may leave. */
    OUTPUT_FILES("jobyard.worker.output-files", "10000", "Most files that one script may leave."),
    /** How often it says that it lives. */
    HEARTBEAT("jobyard.worker.heartbeat", "PT10S", "How often the worker says that it lives; lost after three times.");

    private final String key;
    private final String defaultValue;
    private final String meaning;

    WorkerSetting(String key, String defaultValue, String meaning) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
    }

    /** Its name in the file and on the command line. */
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
