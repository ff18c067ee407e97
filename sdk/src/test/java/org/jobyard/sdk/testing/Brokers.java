package org.jobyard.sdk.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jobyard.embedded.PrivateRabbit;
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
                PrivateRabbit rabbit = PrivateRabbit.in(folder).start();
                Runtime.getRuntime().addShutdownHook(new Thread(rabbit::kill));
                shared = rabbit;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return shared;
    }

    /** How to reach it. */
    public static Broker address() {
        PrivateRabbit rabbit = shared();
        return new Broker(rabbit.uri(), rabbit.user(), rabbit.password());
    }
}
