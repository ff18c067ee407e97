package org.jobyard.bench;

import java.net.URI;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jobyard.sdk.amqp.Broker;
import org.jobyard.sdk.worker.Completion;
import org.jobyard.sdk.worker.JobyardWorker;
import org.jobyard.sdk.worker.StartPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker whose jobs do nothing, in a JVM of its own. Ends when its standard input does, and says then how many
 * executions it had and of how many jobs.
 */
public final class NoopWorker {
    /** Type of job it takes. */
    static final String TYPE = "bench-noop";
    /** Variable that holds the broker's password. */
    static final String PASSWORD = "JOBYARD_BENCH_PASSWORD";

    private static final Logger LOG = LoggerFactory.getLogger(NoopWorker.class);

    private NoopWorker() {}

    /**
     * Runs the worker.
     *
     * @param args broker's address and user, name of the worker, its capacity
     */
    public static void main(String[] args) throws Exception {
        AtomicLong executions = new AtomicLong();
        Set<UUID> jobs = ConcurrentHashMap.newKeySet();
        Broker broker = new Broker(URI.create(args[0]), args[1], System.getenv(PASSWORD));
        try (JobyardWorker worker = JobyardWorker.builder(broker)
                .name(args[2])
                .type(
                        TYPE,
                        run -> {
                            executions.incrementAndGet();
                            jobs.add(run.dispatch().job());
                            return Completion.succeeded(null);
                        },
                        Integer.parseInt(args[3]),
                        StartPolicy.AT_ONCE)
                .start()) {
            LOG.info("{} works", worker.name());
            while (System.in.read() >= 0) {
                // nothing is sent; the end of the input is the end of the benchmark
            }
        }
        System.out.println(executions.get() + " " + jobs.size());
    }
}
