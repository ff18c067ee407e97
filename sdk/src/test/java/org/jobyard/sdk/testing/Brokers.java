package org.jobyard.sdk.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jobyard.embedded.PrivateRabbit;
import org.jobyard.embedded.Watchdog;
import org.jobyard.sdk.amqp.Broker;

/** One private RabbitMQ for all tests of a test JVM, since its start takes seconds. */
public final class Brokers {
    private static PrivateRabbit shared;

    private Brokers() {}

    /** The running node; ends with the JVM. */
    public static synchronized PrivateRabbit shared() {
        if (shared == null) {
            try {
                Path folder = Files.createTempDirectory("jobyard-test-rabbit");
                Watchdog.over(folder);
                PrivateRabbit rabbit =
                        PrivateRabbit.in(folder.resolve("rabbit")).start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(rabbit, folder)));
                shared = rabbit;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    private static void end(PrivateRabbit rabbit, Path folder) {
        rabbit.kill();
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How to reach it. */
    public static Broker address() {
        PrivateRabbit rabbit = shared();
        return new Broker(rabbit.uri(), rabbit.user(), rabbit.password());
    }
}
