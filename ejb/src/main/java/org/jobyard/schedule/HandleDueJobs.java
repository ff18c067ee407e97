package org.jobyard.schedule;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jobyard.dispatch.Admission;
import org.jobyard.dispatch.ChangeWriter;
import org.jobyard.dispatch.Changes;
import org.jobyard.job.Job;
import org.jobyard.job.JobState;
import org.jobyard.messaging.Outbox;
import org.jobyard.persistence.JobStore;
import org.jobyard.platform.Ids;
import org.jobyard.platform.Setting;
import org.jobyard.platform.Settings;
import org.jobyard.result.EndJob;
import org.jobyard.sdk.message.CommandKind;

/** Does what is due for jobs, a batch in one transaction. Several nodes share the jobs out; none is done twice. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class HandleDueJobs {
    @Inject
    JobStore jobs;

    @Inject
    Admission admission;

    @Inject
    EndJob endJob;

    @Inject
    ChangeWriter writer;

    @Inject
    Outbox outbox;

    @Inject
    Settings settings;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /**
     * Handles a batch.
     *
     * @param missing of which types dispatches seem to be missing in the broker
     * @return true when there may be more
     */
    public boolean handle(Map<String, Boolean> missing) {
        outbox.join();
        Instant now = clock.instant();
        List<Job> due = jobs.claimDue(now);
        Changes changes = new Changes();
        List<Job> ready = new ArrayList<>();
        for (Job job : due) {
            changes.moved(job);
            if (job.isAtWorker()) {
                lookAtRun(job, now, changes);
                continue;
            }
            if (job.isOverdue(now)) {
                endJob.passDeadline(job, changes);
                continue;
            }
            switch (job.getState()) {
                case SCHEDULED -> ready.add(job);
                case ENQUEUED -> lookAtDispatch(job, missing, now, changes);
                case REGISTERED, RUNNING, WAITING, PAUSED, BLOCKED, SUCCEEDED, FAILED, CANCELLED, TIMED_OUT ->
                    job.lookAgain(null);
            }
        }
        admission.admit(ready);
        writer.write(changes);
        return due.size() == JobStore.BATCH;
    }

    /** A long line in the broker is no reason to dispatch again; a dispatch that is not there any more is. */
    private void lookAtDispatch(Job job, Map<String, Boolean> missing, Instant now, Changes changes) {
        Instant again = now.plus(settings.duration(Setting.STALE_AFTER));
        if (missing.getOrDefault(job.spec().type(), false)) {
            job.redispatch(ids.secret(), now, again);
            changes.count("dispatches_repeated");
        } else {
            job.lookAgain(again);
        }
    }

    private void lookAtRun(Job job, Instant now, Changes changes) {
        if (job.isCancelRequested()) {
            job.lookAgain(now.plus(settings.duration(Setting.CANCEL_REPEAT)));
            changes.command(
                    CommandKind.CANCEL,
                    job.execution().worker(),
                    job.getId(),
                    job.execution().id());
        } else if (job.execution().isExpired()) {
            endJob.lose(job, "Its worker did not answer.", changes);
            changes.command(
                    CommandKind.REVOKE,
                    job.execution().worker(),
                    job.getId(),
                    job.execution().id());
        } else if (!job.isPastLimit(now, settings.duration(Setting.TIMEOUT_GRACE))) {
            repeatPause(job, now, changes);
        } else {
            job.expire(now, now.plus(settings.duration(Setting.TIMEOUT_GRACE)));
            changes.command(
                    CommandKind.CANCEL,
                    job.execution().worker(),
                    job.getId(),
                    job.execution().id());
        }
    }

    /** Its worker has not confirmed that it holds it, or goes on. */
    private void repeatPause(Job job, Instant now, Changes changes) {
        Duration grace = settings.duration(Setting.TIMEOUT_GRACE);
        if (job.execution().isConfirmed()) {
            job.confirm(grace);
            return;
        }
        job.awaitWorker(grace, now.plus(settings.duration(Setting.CANCEL_REPEAT)));
        changes.command(
                job.getState() == JobState.PAUSED ? CommandKind.PAUSE : CommandKind.CONTINUE,
                job.execution().worker(),
                job.getId(),
                job.execution().id());
    }
}
