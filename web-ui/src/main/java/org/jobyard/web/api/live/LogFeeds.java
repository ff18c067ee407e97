package org.jobyard.web.api.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.jobyard.log.LogReader;
import org.jobyard.log.LogStream;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.query.JobQueries;
import org.jobyard.security.Caller;

/** Makes feeds of logs. */
@ApplicationScoped
public class LogFeeds {

    @Inject
    LogReader logs;

    @Inject
    JobQueries jobs;

    @Inject
    Clock clock;

    /**
     * Checks that there is something to follow, while it can still be answered with a problem.
     *
     * @throws JobyardException NOT_FOUND when there is not
     */
    public void requireJob(Caller caller, UUID job) {
        if (jobs.find(caller, job).isEmpty()) {
            throw new JobyardException(ErrorCode.NOT_FOUND, "There is no job " + job + ".");
        }
    }

    /** The log of a job from where {@code lastEventId} says, or from the start. */
    public Feed of(Caller caller, UUID job, Set<LogStream> streams, String lastEventId, EventOutput out) {
        return new LogFeed(logs, jobs, clock, caller, job, streams, LogPosition.parse(lastEventId), out);
    }
}
