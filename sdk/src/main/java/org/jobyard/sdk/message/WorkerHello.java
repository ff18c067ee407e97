package org.jobyard.sdk.message;

import java.util.List;
import java.util.Map;

/**
 * Who a worker is. Sent at start (after it declared its queues), after each reconnect and every heartbeat.
 *
 * @param v version of the message, 1
 * @param types types of job it takes
 * @param capacity how many it runs at once
 * @param software version of the worker's software
 * @param host name of its host
 * @param leaseSeconds it is taken for lost when nothing was heard for so long
 * @param holding the executions it holds now; null: it does not say
 * @param labels free; may be null
 * @param mode what it does with work; null: it takes it
 * @param pausable those of its types whose jobs it can hold while they run; null: none
 */
public record WorkerHello(
        int v,
        List<String> types,
        int capacity,
        String software,
        String host,
        int leaseSeconds,
        List<HeldExecution> holding,
        Map<String, String> labels,
        WorkerMode mode,
        List<String> pausable) {}
