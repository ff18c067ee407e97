package org.jobyard.sdk.store;

import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What one execution left: its log and its outputs. Keyed by the execution, so that a second run of the same job never
 * mixes with the first.
 *
 * @param tenant the job's tenant
 * @param job the job
 * @param execution the execution
 */
public record ExecutionFolder(String tenant, UUID job, UUID execution) {
    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** Refuses a tenant that is no plain name, since it becomes part of a path. */
    public ExecutionFolder {
        checkTenant(tenant);
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(execution, "execution");
    }

    static void checkTenant(String tenant) {
        if (!TENANT.matcher(tenant).matches()) {
            throw new IllegalArgumentException("no valid tenant: " + tenant);
        }
    }
}
