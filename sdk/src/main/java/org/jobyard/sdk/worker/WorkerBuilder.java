package org.jobyard.sdk.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jobyard.sdk.amqp.Broker;
import org.jobyard.sdk.amqp.Hosts;
import org.jobyard.sdk.message.WorkerHello;
import org.jobyard.sdk.message.WorkerMode;

/** Settings of a {@link JobyardWorker}. */
public final class WorkerBuilder {
    private static final int BEATS_IN_A_LEASE = 3;

    final Broker broker;
    final Map<String, TypeOfWork> works = new LinkedHashMap<>();
    String name = Hosts.name() + "-" + ProcessHandle.current().pid();
    Duration heartbeat = Duration.ofSeconds(10);
    Optional<Path> spoolFolder = Optional.empty();
    private int mostStarts = Integer.MAX_VALUE;
    private Duration startsPer = Duration.ZERO;
    private String software = "jobyard-sdk";
    private Map<String, String> labels = Map.of();

    WorkerBuilder(Broker broker) {
        this.broker = Objects.requireNonNull(broker, "broker");
    }

    /** Name, unique among live workers; default: host and process id. Two live workers of one name push each other out. */
    public WorkerBuilder name(String value) {
        // It becomes part of a topic, whose words are separated by dots: they are allowed, wildcards are not.
        if (!value.matches("[A-Za-z0-9_.@-]{1,100}")) {
            throw new IllegalArgumentException("no valid name for a worker: " + value);
        }
        name = value;
        return this;
    }

    /** Takes jobs of a type and starts them when the server has accepted them. */
    public WorkerBuilder type(String type, JobHandler handler, int capacity) {
        return type(type, handler, capacity, StartPolicy.AFTER_ACCEPTED);
    }

    /**
     * Takes jobs of a type.
     *
     * @param capacity how many of this type run at once, beside those of other types
     */
    public WorkerBuilder type(String type, JobHandler handler, int capacity, StartPolicy policy) {
        if (works.putIfAbsent(type, new TypeOfWork(type, handler, capacity, policy)) != null) {
            throw new IllegalArgumentException("two handlers for " + type);
        }
        return this;
    }

    /** How often it says that it lives; default 10 s. It is taken for lost after three times as long. */
    public WorkerBuilder heartbeat(Duration value) {
        heartbeat = value;
        return this;
    }

    /**
     * How many runs start at most in each stretch of time, for each type that starts after the server has accepted;
     * default: any number. The worker then takes no more dispatches than it may start.
     */
    public WorkerBuilder starts(int most, Duration per) {
        if (most < 1 || per.isNegative()) {
            throw new IllegalArgumentException("at least one run starts: " + most + " in " + per);
        }
        mostStarts = most;
        startsPer = per;
        return this;
    }

    /** Folder for output that waits for the broker when there is much of it; default: the output waits in the handler. */
    public WorkerBuilder spoolFolder(Path value) {
        spoolFolder = Optional.of(value);
        return this;
    }

    /** Name and version of the software, for people. */
    public WorkerBuilder software(String value) {
        software = value;
        return this;
    }

    /** Labels, for people. */
    public WorkerBuilder labels(Map<String, String> value) {
        labels = Map.copyOf(value);
        return this;
    }

    /**
     * Starts the worker; it connects in the background, and again whenever it has to.
     *
     * @throws IOException when the spool folder cannot be used
     */
    public JobyardWorker start() throws IOException {
        if (works.isEmpty()) {
            throw new IllegalStateException("a worker takes at least one type of job");
        }
        return new JobyardWorker(this);
    }

    StartThrottle throttle() {
        return new StartThrottle(startsPer.isZero() ? Integer.MAX_VALUE : mostStarts, startsPer, System::nanoTime);
    }

    WorkerHello hello() {
        return new WorkerHello(
                1,
                List.copyOf(works.keySet()),
                works.values().stream().mapToInt(TypeOfWork::capacity).sum(),
                software,
                Hosts.name(),
                Math.toIntExact(
                        Math.max(1, heartbeat.multipliedBy(BEATS_IN_A_LEASE).toSeconds())),
                List.of(),
                labels,
                WorkerMode.ACTIVE,
                works.values().stream()
                        .filter(work -> work.handler().canPause())
                        .map(TypeOfWork::type)
                        .toList());
    }
}
