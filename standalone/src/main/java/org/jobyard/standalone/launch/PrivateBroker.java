package org.jobyard.standalone.launch;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jobyard.embedded.PrivateRabbit;
import org.jobyard.embedded.ProcessMark;

/** The private RabbitMQ node as a part. */
record PrivateBroker(PrivateRabbit rabbit) implements Part {
    @Override
    public String name() {
        return "broker";
    }

    @Override
    public void start() {
        rabbit.start();
    }

    @Override
    public void stop() {
        rabbit.stop();
    }

    @Override
    public CompletableFuture<Void> onExit() {
        return rabbit.onExit();
    }

    @Override
    public Optional<ProcessMark> process() {
        return rabbit.process();
    }
}
