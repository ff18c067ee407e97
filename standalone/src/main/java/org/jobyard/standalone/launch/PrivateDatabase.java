package org.jobyard.standalone.launch;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jobyard.embedded.EmbeddedPostgres;
import org.jobyard.embedded.ProcessMark;

/** The private PostgreSQL as a part. */
record PrivateDatabase(EmbeddedPostgres postgres) implements Part {
    @Override
    public String name() {
        return "database";
    }

    @Override
    public void start() {
        postgres.start();
    }

    @Override
    public void stop() {
        postgres.stop();
    }

    @Override
    public CompletableFuture<Void> onExit() {
        return postgres.onExit();
    }

    @Override
    public Optional<ProcessMark> process() {
        return postgres.process();
    }
}
