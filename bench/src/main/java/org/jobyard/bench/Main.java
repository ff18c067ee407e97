package org.jobyard.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures a running Jobyard. Exit status 1 when a job was lost. */
@Command(
        name = "jobyard bench",
        sortOptions = false,
        description = "Measures the running Jobyard with jobs that do nothing.")
public final class Main implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration A_LONG_TIME = Duration.ofDays(300);

    @Option(names = "--status", required = true, hidden = true, description = "File with the output of status --json.")
    private Path status;

    @Option(names = "--jobs", defaultValue = "20000", description = "Jobs of the throughput part (${DEFAULT-VALUE}).")
    private int jobs;

    @Option(
            names = "--warm-up",
            description = "Jobs that run before anything is measured, to warm it up (as many as --jobs).")
    private Integer warmUp;

    @Option(
            names = "--way",
            defaultValue = "REST",
            description = "How jobs are submitted: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Way way;

    @Option(names = "--submitters", description = "Concurrent submitters (32 with REST, else 4).")
    private Integer submitters;

    @Option(names = "--workers", defaultValue = "1", description = "Workers, each a JVM (${DEFAULT-VALUE}).")
    private int workers;

    @Option(names = "--capacity", defaultValue = "200", description = "Jobs a worker has at once (${DEFAULT-VALUE}).")
    private int capacity;

    @Option(
            names = "--rate",
            defaultValue = "50",
            description = "Jobs a second of the latency part (${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--backlog",
            split = ",",
            paramLabel = "WAITING,ENDED",
            description =
                    "Also with so many jobs in the tables that wait for a later time, and so many that have ended.")
    private int[] backlog;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    private final String run = "bench-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX) + "-";

    /** Runs the benchmark. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Target target = Target.read(status);
        double postgres = new PostgresFloor(target).measure(Math.min(jobs, 20_000));
        double rabbit = new RabbitFloor(target).measure(Math.min(2 * jobs, 40_000));
        List<WorkerProcess> running = new ArrayList<>();
        Processes processes = new Processes();
        target.processes().forEach(processes::add);
        for (int i = 0; i < workers; i++) {
            WorkerProcess worker = new WorkerProcess(target, run + "worker-" + i, capacity);
            running.add(worker);
            processes.add("workers", worker.handle());
        }
        Report report = measure(target, processes, running, postgres, rabbit);
        System.out.print(
                json
                        ? JsonMapper.builder()
                                        .build()
                                        .writerWithDefaultPrettyPrinter()
                                        .writeValueAsString(report) + "\n"
                        : report.text());
        return report.lost() == 0 ? 0 : 1;
    }

    private Report measure(
            Target target, Processes processes, List<WorkerProcess> running, double postgres, double rabbit)
            throws Exception {
        int concurrent = concurrent();
        Records records = new Records(target);
        try (Submitter submitter = way.submitter(target)) {
            // Compiled code and warm caches are the normal state of a server.
            int warm = warmUp == null ? jobs : warmUp;
            new Load(submitter, run + "warm-", warm).closedLoop(concurrent);
            records.await(run + "warm-", warm, LIMIT);

            if (backlog == null) {
                return measure(processes, records, submitter, running, postgres, rabbit, null);
            }
            double empty = throughput(records, submitter, "empty-", concurrent).perSecond();
            try (Backlog filled = new Backlog(target, run + "backlog-")) {
                filled.fill(submitted(target), backlog[0]);
                filled.fill(run + "warm-0", backlog[1]);
                Map<String, Double> pages = new ListPages(target).measure();
                return measure(
                        processes,
                        records,
                        submitter,
                        running,
                        postgres,
                        rabbit,
                        new Report.Backlog(backlog[0], backlog[1], empty, pages));
            }
        }
    }

    /** The name of a job that waits for a later time. */
    private String submitted(Target target) throws Exception {
        String name = run + "later";
        new Http(URI.create(target.api() + "/jobs"), target.token())
                .post(
                        "{\"type\":\"" + NoopWorker.TYPE + "\",\"name\":\"" + name + "\",\"startAt\":\""
                                + Instant.now().plus(A_LONG_TIME) + "\"}",
                        201);
        return name;
    }

    /**
     * What a run of the throughput part gave.
     *
     * @param submitted accepted submissions a second
     * @param ended jobs that ended
     * @param perSecond jobs a second from the first submission to the last recorded end
     */
    private record Throughput(double submitted, int ended, double perSecond) {}

    private Throughput throughput(Records records, Submitter submitter, String part, int concurrent) throws Exception {
        Load load = new Load(submitter, run + part, jobs);
        Instant began = Instant.now();
        double submitted = load.closedLoop(concurrent);
        List<Records.Ended> ended = records.await(run + part, jobs, LIMIT);
        Instant last = ended.stream()
                .map(Records.Ended::ended)
                .max(Comparator.naturalOrder())
                .orElse(began);
        double perSecond = ended.size() / (Duration.between(began, last).toNanos() / 1e9);
        return new Throughput(submitted, ended.size(), perSecond);
    }

    private Report measure(
            Processes processes,
            Records records,
            Submitter submitter,
            List<WorkerProcess> running,
            double postgres,
            double rabbit,
            Report.Backlog tables)
            throws Exception {
        int concurrent = concurrent();
        Costs before = Costs.read(processes, records);
        Throughput load = throughput(records, submitter, "load-", concurrent);
        Costs costs = Costs.read(processes, records).since(before);

        int paced = (int) Math.max(200, rate * 20);
        Load steady = new Load(submitter, run + "rate-", paced);
        steady.openLoop(rate);
        List<Records.Ended> steadily = records.await(run + "rate-", paced, LIMIT);

        long peak = processes.peakMegabytes();
        long doubled = 0;
        for (WorkerProcess worker : running) {
            doubled += worker.stop();
        }
        return new Report(
                way,
                jobs,
                concurrent,
                load.submitted(),
                load.perSecond(),
                postgres,
                rabbit,
                load.perSecond() / postgres,
                load.perSecond() / rabbit,
                rate,
                since(steady, steadily, Records.Ended::started),
                since(steady, steadily, Records.Ended::ended),
                Costs.perJob(costs.cpuMillis(), jobs),
                costs.cpuMillisPerJobOfEach(jobs),
                Costs.perJob(costs.commits(), jobs),
                costs.statements() == null ? null : Costs.perJob(costs.statements(), jobs),
                peak,
                (long) jobs - load.ended() + paced - steadily.size(),
                doubled,
                tables);
    }

    private int concurrent() {
        return submitters == null ? way.submitters() : submitters;
    }

    private static Percentiles since(Load load, List<Records.Ended> ended, Function<Records.Ended, Instant> until) {
        return Percentiles.of(ended.stream()
                .mapToDouble(job -> Duration.between(load.sent().get(job.name()), until.apply(job))
                                .toNanos()
                        / 1e6)
                .toArray());
    }
}
