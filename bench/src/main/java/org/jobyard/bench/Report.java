package org.jobyard.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The figures of a run. Their JSON names are stable.
 *
 * @param way how jobs were submitted
 * @param jobs jobs of the throughput part
 * @param submitters concurrent submitters
 * @param submitPerSecond accepted submissions a second
 * @param endToEndPerSecond jobs a second from the first submission to the last recorded end
 * @param postgresFloorPerSecond jobs a second of {@link PostgresFloor}
 * @param rabbitmqFloorPerSecond messages a second of {@link RabbitFloor}
 * @param ofPostgresFloor end-to-end rate divided by PostgreSQL's
 * @param ofRabbitmqFloor end-to-end rate divided by RabbitMQ's
 * @param rate jobs a second of the latency part
 * @param submitToStart from sending the submission to the recorded start, in milliseconds
 * @param submitToEnd from sending the submission to the recorded end, in milliseconds
 * @param cpuMillisPerJob processor time of server, workers, PostgreSQL and broker together
 * @param cpuMillisPerJobOf the same of each part
 * @param commitsPerJob database commits
 * @param statementsPerJob database statements, those that begin and end transactions included; null when not counted
 * @param peakMegabytes largest resident memory of the same processes
 * @param lost jobs that were accepted and did not end
 * @param doubled executions beyond the first of a job
 * @param backlog what lay in the tables meanwhile; null: nothing
 */
record Report(
        Way way,
        int jobs,
        int submitters,
        @JsonProperty("submit_per_s") double submitPerSecond,
        @JsonProperty("end_to_end_per_s") double endToEndPerSecond,
        @JsonProperty("postgres_floor_per_s") double postgresFloorPerSecond,
        @JsonProperty("rabbitmq_floor_per_s") double rabbitmqFloorPerSecond,
        @JsonProperty("of_postgres_floor") double ofPostgresFloor,
        @JsonProperty("of_rabbitmq_floor") double ofRabbitmqFloor,
        @JsonProperty("rate_per_s") double rate,
        @JsonProperty("submit_to_start_ms") Percentiles submitToStart,
        @JsonProperty("submit_to_end_ms") Percentiles submitToEnd,
        @JsonProperty("cpu_ms_per_job") double cpuMillisPerJob,
        @JsonProperty("cpu_ms_per_job_of") Map<String, Double> cpuMillisPerJobOf,
        @JsonProperty("commits_per_job") double commitsPerJob,
        @JsonProperty("statements_per_job") Double statementsPerJob,
        @JsonProperty("peak_rss_mb") long peakMegabytes,
        long lost,
        long doubled,
        @JsonInclude(JsonInclude.Include.NON_NULL) Backlog backlog) {

    /**
     * Jobs that lay in the tables.
     *
     * @param waiting how many that waited for a later time
     * @param ended how many that had ended
     * @param emptyPerSecond the end-to-end rate without them, measured before
     * @param listPagesMs time of a page of the list at the database in milliseconds, by its query
     */
    record Backlog(
            int waiting,
            int ended,
            @JsonProperty("without_end_to_end_per_s") double emptyPerSecond,
            @JsonProperty("list_pages_ms") Map<String, Double> listPagesMs) {
        private String text() {
            return "with %d waiting and %d ended jobs in the tables; without %.0f a second%n"
                            .formatted(waiting, ended, emptyPerSecond)
                    + listPagesMs.entrySet().stream()
                            .map(page -> "  list %-52s %7.1f ms%n".formatted(page.getKey(), page.getValue()))
                            .collect(Collectors.joining());
        }
    }

    /** For people. */
    String text() {
        return """
                %d jobs, %d submitters %s
                  submitted            %10.0f a second
                  submitted to ended   %10.0f a second
                  PostgreSQL alone     %10.0f a second    ratio %.2f
                  RabbitMQ alone       %10.0f a second    ratio %.2f
                at %.0f jobs a second     p50       p95       p99
                  submit to start   %7.1f   %7.1f   %7.1f ms
                  submit to end     %7.1f   %7.1f   %7.1f ms
                processor time %.2f ms a job %s
                %.2f commits and %s statements a job, at most %d MB
                lost %d, doubled %d
                """.formatted(
                                jobs,
                                submitters,
                                way.text(),
                                submitPerSecond,
                                endToEndPerSecond,
                                postgresFloorPerSecond,
                                ofPostgresFloor,
                                rabbitmqFloorPerSecond,
                                ofRabbitmqFloor,
                                rate,
                                submitToStart.p50(),
                                submitToStart.p95(),
                                submitToStart.p99(),
                                submitToEnd.p50(),
                                submitToEnd.p95(),
                                submitToEnd.p99(),
                                cpuMillisPerJob,
                                cpuMillisPerJobOf.entrySet().stream()
                                        .map(part -> "%s %.2f".formatted(part.getKey(), part.getValue()))
                                        .collect(Collectors.joining(", ", "(", ")")),
                                commitsPerJob,
                                statementsPerJob == null ? "uncounted" : "%.2f".formatted(statementsPerJob),
                                peakMegabytes,
                                lost,
                                doubled)
                + (backlog == null ? "" : backlog.text());
    }
}
