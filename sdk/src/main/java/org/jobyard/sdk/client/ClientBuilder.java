package org.jobyard.sdk.client;

import java.io.IOException;
import java.util.Objects;
import java.util.UUID;
import org.jobyard.sdk.amqp.Broker;

/** Settings of a {@link JobyardClient}. */
public final class ClientBuilder {
    final Broker broker;
    String id = UUID.randomUUID().toString();
    String token;
    JobListener listener = new JobListener() {};

    ClientBuilder(Broker broker) {
        this.broker = Objects.requireNonNull(broker, "broker");
    }

    /**
     * Name of the client; default: a fresh one. A client that comes back under the same name within 48 hours hears what
     * happened meanwhile. No two clients at once have the same.
     */
    public ClientBuilder id(String value) {
        if (!value.matches("[A-Za-z0-9_.-]{1,100}")) {
            throw new IllegalArgumentException("no valid name for a client: " + value);
        }
        id = value;
        return this;
    }

    /** API token of the submitter; required. */
    public ClientBuilder token(String value) {
        token = value;
        return this;
    }

    /** Who hears of all jobs; default: nobody. */
    public ClientBuilder listener(JobListener value) {
        listener = Objects.requireNonNull(value, "listener");
        return this;
    }

    /** Starts the client; it connects in the background, and again whenever it has to. */
    public JobyardClient start() throws IOException {
        Objects.requireNonNull(token, "a client needs a token");
        return new JobyardClient(this);
    }
}
