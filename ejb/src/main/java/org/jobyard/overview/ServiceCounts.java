package org.jobyard.overview;

import java.time.Instant;

/**
 * Figures of the whole service; they tell nothing of a tenant.
 *
 * @param oldestWaiting when the job was submitted that has waited longest; null when none waits
 * @param filesLeft deleted jobs whose files are not deleted yet
 */
public record ServiceCounts(Instant oldestWaiting, long filesLeft) {}
