package org.jobyard.control;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jobyard.dispatch.ChangeWriter;
import org.jobyard.dispatch.Changes;
import org.jobyard.job.Job;
import org.jobyard.persistence.JobStore;
import org.jobyard.platform.JobyardException;
import org.jobyard.security.Caller;

/**
 * Changes several jobs, each call in a transaction of its own: whoever wants many calls with a bounded number at a time,
 * so that none is locked for long. What is refused for one job spoils nothing for the others.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ChangeMany {
    @Inject
    JobStore store;

    @Inject
    OwnJobs jobs;

    @Inject
    Cancellation cancellation;

    @Inject
    ChangeWriter writer;

    @Inject
    Clock clock;

    /**
     * Cancels jobs as {@link CancelJob} does.
     *
     * @return what was refused and why; all others are done
     */
    public Map<UUID, JobyardException> cancel(Caller caller, Collection<UUID> ids) {
        Changes changes = new Changes();
        return each(caller, ids, job -> cancellation.cancel(caller, job, changes), changes);
    }

    /**
     * Gives jobs a priority as {@link ChangeJob} does.
     *
     * @return what was refused and why; all others are done
     * @throws JobyardException INVALID when the priority is none
     */
    public Map<UUID, JobyardException> prioritize(Caller caller, Collection<UUID> ids, Integer priority) {
        ChangeJob.check(priority);
        Changes changes = new Changes();
        Instant now = clock.instant();
        return each(caller, ids, job -> ChangeJob.prioritize(job, priority, caller, now, changes), changes);
    }

    private Map<UUID, JobyardException> each(
            Caller caller, Collection<UUID> ids, Consumer<Job> change, Changes changes) {
        Map<UUID, Job> locked = store.lock(ids);
        Map<UUID, JobyardException> refused = new LinkedHashMap<>();
        for (UUID id : ids) {
            try {
                change.accept(jobs.permit(caller, Optional.ofNullable(locked.get(id))));
            } catch (JobyardException refusal) {
                refused.put(id, refusal);
            }
        }
        writer.write(changes);
        return refused;
    }
}
