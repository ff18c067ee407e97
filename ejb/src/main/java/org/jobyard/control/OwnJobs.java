package org.jobyard.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.jobyard.job.Job;
import org.jobyard.persistence.JobStore;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;

/** Finds the jobs that a caller may do something to. Needs a transaction of the caller's. */
@ApplicationScoped
class OwnJobs {
    @Inject
    JobStore jobs;

    /**
     * Locks a job.
     *
     * @throws JobyardException NOT_FOUND when the caller's tenant has no such job, FORBIDDEN for another's job without
     *     the role operator
     */
    Job lock(Caller caller, UUID id) {
        return permit(caller, jobs.lock(id));
    }

    /** The same for a job that is locked by the caller; empty: it is not there. */
    Job permit(Caller caller, Optional<Job> locked) {
        caller.require(Role.ENGINEER);
        Job job = locked.filter(found -> found.spec().tenant().equals(caller.tenant()))
                .orElseThrow(() -> new JobyardException(ErrorCode.NOT_FOUND, "There is no such job."));
        if (!job.spec().owner().equals(caller.name())) {
            caller.require(Role.OPERATOR);
        }
        return job;
    }
}
