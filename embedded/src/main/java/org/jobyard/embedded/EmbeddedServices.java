package org.jobyard.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * One PostgreSQL and one RabbitMQ node for all tests of a JVM, in a temporary folder. They end with the JVM, however it
 * ends: in order it deletes the folder, and when it is killed its {@link Watchdog} kills them.
 *
 * @param postgres the running server
 * @param rabbit the running node
 */
public record EmbeddedServices(EmbeddedPostgres postgres, PrivateRabbit rabbit) {
    private static EmbeddedServices shared;

    /** The services of this JVM, started at the first call; tests that stop one start it again. */
    public static synchronized EmbeddedServices shared() {
        if (shared == null) {
            shared = startIn(temporaryFolder());
        }
        return shared;
    }

    private static EmbeddedServices startIn(Path folder) {
        Watchdog.over(folder);
        EmbeddedServices services = new EmbeddedServices(
                EmbeddedPostgres.in(folder.resolve("postgres")), PrivateRabbit.in(folder.resolve("rabbit")));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> services.discard(folder), "embedded-services"));
        CompletableFuture<Void> database = CompletableFuture.runAsync(services.postgres::start);
        services.rabbit.start();
        database.join();
        return services;
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("jobyard-test");
        } catch (IOException e) {
            throw new StartFailure("Cannot make a temporary folder: " + e.getMessage(), e);
        }
    }

    /** Their data is thrown away, so nothing is gained by ending them in order. */
    private void discard(Path folder) {
        rabbit.kill();
        postgres.kill();
        FileTrees.delete(folder);
    }
}
