package org.jobyard.standalone.home;

import java.nio.file.Path;
import java.util.Map;
import org.jobyard.embedded.PrivateFiles;

/**
 * The folder in which one Jobyard keeps all it has: {@code $JOBYARD_HOME}, by default {@code .jobyard} in the checkout.
 *
 * @param folder absolute
 */
public record Home(Path folder) {
    /** The name of the variable that says where it is. */
    public static final String VARIABLE = "JOBYARD_HOME";

    /** Where it is by the environment; the checkout is told by the script that starts us. */
    public static Home fromEnvironment() {
        return from(System.getenv(), System.getProperty("jobyard.checkout", ""));
    }

    static Home from(Map<String, String> environment, String checkout) {
        String set = environment.getOrDefault(VARIABLE, "");
        Path folder = set.isBlank() ? Path.of(checkout, ".jobyard") : Path.of(set);
        return new Home(folder.toAbsolutePath().normalize());
    }

    /** Makes what must be there before anything is written. */
    public Home prepare() {
        PrivateFiles.folder(folder);
        PrivateFiles.folder(logs());
        PrivateFiles.folder(run());
        return this;
    }

    /** Data of the private PostgreSQL. */
    public Path database() {
        return folder.resolve("postgres");
    }

    /** Data of the private RabbitMQ node. */
    public Path broker() {
        return folder.resolve("rabbit");
    }

    /** Logs of server and worker. */
    public Path logs() {
        return folder.resolve("log");
    }

    /** What is of use only while it runs, such as marks of processes. */
    public Path run() {
        return folder.resolve("run");
    }

    /** The server's transaction log, which must outlive its process. */
    public Path transactionLog() {
        return folder.resolve("tx-log");
    }

    /** Where the worker works. */
    public Path worker() {
        return folder.resolve("worker");
    }

    /** Where logs and files of jobs are kept, unless a setting says otherwise. */
    public Path outputs() {
        return folder.resolve("outputs");
    }

    /** The command line's own API token. */
    public Path tokenFile() {
        return folder.resolve("token");
    }

    /** What a line of a terminal says about it. */
    @Override
    public String toString() {
        return folder.toString();
    }
}
