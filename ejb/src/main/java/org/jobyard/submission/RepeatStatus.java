package org.jobyard.submission;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.jobyard.dispatch.Changes;
import org.jobyard.messaging.ClientMessages;
import org.jobyard.persistence.JobStore;

/** Tells a submitter who asked a second time how its job stands, or how it ended. */
@ApplicationScoped
class RepeatStatus {
    @Inject
    JobStore jobs;

    @Inject
    Clock clock;

    /** Nothing when the submitter named no queue. */
    void to(String replyTo, UUID id, Changes changes) {
        if (replyTo != null) {
            jobs.lock(id).ifPresent(job -> changes.send(ClientMessages.present(job, replyTo, clock.instant())));
        }
    }
}
