package org.jobyard.standalone.settings;

/** The launcher's settings: each name, its default, and what it means. Listed in {@code docs/settings.md}. */
public enum LauncherSetting {
    /** Where the server listens. */
    HTTP_HOST("jobyard.http.host", "127.0.0.1", "Address on which the server listens."),
    /** And on which port. */
    HTTP_PORT(
            "jobyard.http.port",
            "",
            "Port on which the server listens; it is an error when it is in use. Empty: 8080, or another that is free, chosen once per home."),
    /** Database of one's own. */
    DB_URL(
            "jobyard.db.url",
            "",
            "JDBC address of a PostgreSQL server of your own. Empty: a private one is started in the home."),
    /** Its user. */
    DB_USER("jobyard.db.user", "jobyard", "User at a database server of your own."),
    /** Its password. */
    DB_PASSWORD("jobyard.db.password", "", "Password at a database server of your own."),
    /** Port of the private database. */
    DB_PORT("jobyard.db.port", "", "Port of the private PostgreSQL. Empty: a free one, chosen once per home."),
    /** Broker of one's own. */
    AMQP_URI(
            "jobyard.amqp.uri",
            "",
            "Address (amqp:// or amqps://, without user) of a RabbitMQ broker of your own. Empty: a private node is started in the home."),
    /** Its user. */
    AMQP_USER("jobyard.amqp.user", "jobyard", "User at a broker of your own."),
    /** Its password. */
    AMQP_PASSWORD("jobyard.amqp.password", "", "Password at a broker of your own."),
    /** Port of the private node. */
    AMQP_PORT(
            "jobyard.amqp.port",
            "",
            "AMQP port of the private RabbitMQ node. Empty: a free one, chosen once per home."),
    /** Where logs and files of jobs go. */
    OUTPUT_DIR(
            "jobyard.output.dir",
            "",
            "Folder of the output store, which server and workers share. Empty: outputs in the home."),
    /** The first sign-in. */
    ADMIN_PASSWORD(
            "jobyard.admin.password",
            "",
            "Password of the first user, admin, at the first start. Empty: one is made and shown once."),
    /** Identity of the node. */
    NODE_ID(
            "jobyard.node.id",
            "",
            "Name of this server among those that share a database, up to 24 letters, digits and hyphens, none the beginning of another. Empty: one is made once per home."),
    /** The server's JVM. */
    SERVER_JVM("jobyard.server.jvm", "-Xmx1g", "Options of the server's JVM, separated by blanks."),
    /** How long it may take. */
    SERVER_START_LIMIT("jobyard.server.start-limit", "PT5M", "How long the server may take until it is ready."),
    /** The worker's JVM. */
    WORKER_JVM("jobyard.worker.jvm", "-Xmx256m", "Options of the script worker's JVM, separated by blanks.");

    private final String key;
    private final String defaultValue;
    private final String meaning;

    LauncherSetting(String key, String defaultValue, String meaning) {
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
