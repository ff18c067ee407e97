package org.jobyard.job;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * What a job is, as its submitter gave it and as it stays.
 *
 * @param id its id
 * @param tenant whose it is
 * @param owner name of the user who submitted it
 * @param name for people
 * @param type type of work
 * @param parameters what its worker needs, a JSON object
 * @param priority 0 to 9
 * @param reference the submitter's text; may be null
 * @param replyTo queue for statuses and the result; null: none
 * @param timeout longest run time; null: no limit
 * @param startAt not to be started before; null: at once
 * @param traceParent W3C trace context of the request, well-formed; null: none
 * @param destination where its work takes place, or what it acts upon; null: nothing is said
 * @param terms on what terms it runs
 */
public record JobSpec(
        UUID id,
        String tenant,
        String owner,
        String name,
        String type,
        String parameters,
        int priority,
        String reference,
        String replyTo,
        Duration timeout,
        Instant startAt,
        String traceParent,
        String destination,
        Terms terms) {}
