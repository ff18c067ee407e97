package org.jobyard.sdk.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Work that the server gave to this worker.
 *
 * @param job the job
 * @param execution this execution of it; every event repeats it
 * @param attempt number of the attempt, from 1
 * @param type type of work
 * @param name the job's name
 * @param tenant the job's tenant
 * @param destination where the work takes place, or what it acts upon; empty: nothing is said
 * @param timeout longest allowed run time, counted from the start of the run
 * @param deadline not to run any more after it
 * @param traceparent W3C trace context
 * @param parameters what the work needs; never null
 */
public record Dispatch(
        UUID job,
        UUID execution,
        int attempt,
        String type,
        String name,
        String tenant,
        Optional<String> destination,
        Optional<Duration> timeout,
        Optional<Instant> deadline,
        Optional<String> traceparent,
        ObjectNode parameters) {}
