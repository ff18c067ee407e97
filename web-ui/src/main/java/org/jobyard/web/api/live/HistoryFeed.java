package org.jobyard.web.api.live;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jobyard.query.JobDetails;
import org.jobyard.query.JobEventView;
import org.jobyard.query.JobQueries;
import org.jobyard.security.Caller;

/** Each entry of a job's history as it is written; the id of an event is the entry's number. */
public final class HistoryFeed implements Feed {

    private final JobQueries jobs;
    private final Caller caller;
    private final UUID job;
    private final EventOutput out;
    private int lastSeq;

    /** Goes on after the entry that {@code lastEventId} names; from the start for null and for what is no number. */
    public HistoryFeed(JobQueries jobs, Caller caller, UUID job, String lastEventId, EventOutput out) {
        this.jobs = jobs;
        this.caller = caller;
        this.job = job;
        this.out = out;
        this.lastSeq = lastEventId != null && lastEventId.matches("\\d{1,9}") ? Integer.parseInt(lastEventId) : 0;
    }

    @Override
    public boolean advance() throws IOException {
        // The state first: a job found at its end has no entry that is not yet there to be read.
        Optional<JobDetails> found = jobs.find(caller, job);
        for (JobEventView event : jobs.historySince(caller, job, lastSeq)) {
            out.send("history", Integer.toString(event.seq()), event);
            lastSeq = event.seq();
        }
        if (found.isPresent() && !found.get().summary().state().isTerminal()) {
            return false;
        }
        if (found.isPresent()) {
            JobEnded.send(out, found.get().summary());
        }
        return true;
    }

    @Override
    public boolean looksAgain() {
        return false;
    }
}
