package org.jobyard.workers;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A worker with what it runs.
 *
 * @param summary the worker
 * @param instance which start of its process it is
 * @param leaseSeconds how long after it was last heard its lease lasted or lasts
 * @param labels free, set by whoever started it
 * @param jobs what it runs of the caller's tenant, the longest running first, up to a limit
 */
public record WorkerDetails(
        WorkerView summary, UUID instance, long leaseSeconds, Map<String, String> labels, List<WorkerJob> jobs) {}
