package org.jobyard.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jobyard.job.Job;
import org.jobyard.job.JobState;
import org.jobyard.job.WaitReason;
import org.jobyard.persistence.Database;
import org.jobyard.platform.Ids;
import org.jobyard.platform.Setting;
import org.jobyard.platform.Settings;

/** Decides what becomes of jobs that are new, or whose time has come. Needs a transaction of the caller's. */
@ApplicationScoped
public class Admission {
    @Inject
    TypeLines lines;

    @Inject
    ReleaseRequests releases;

    @Inject
    NameRequests names;

    @Inject
    Database database;

    @Inject
    Settings settings;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /** Moves each job on: to its time, into the line, or to the broker. The caller writes them and sends what they need. */
    public void admit(Collection<Job> jobs) {
        Instant now = clock.instant();
        jobs.stream().filter(job -> job.spec().startAt().isAfter(now)).forEach(job -> waitForItsTime(job, now));
        List<Job> come =
                jobs.stream().filter(job -> !job.spec().startAt().isAfter(now)).toList();
        come.stream().filter(Job::needsName).forEach(job -> waitForItsName(job, now));
        List<Job> ready = come.stream().filter(job -> !job.needsName()).toList();
        if (ready.isEmpty()) {
            return;
        }
        Map<String, TypeLine> byType =
                lines.read(ready.stream().map(job -> job.spec().type()).toList());
        for (Job job : ready) {
            Optional<WaitReason> why = byType.get(job.spec().type()).enter(job.spec());
            if (why.isPresent()) {
                job.await(why.get(), now);
                // A place may become free, or a worker come, in a transaction that does not see this one.
                releases.afterCommit(job.spec().type());
            } else {
                enqueue(job, now);
            }
        }
    }

    /** A clock that was set back can make a SCHEDULED job due too early; it then keeps waiting. */
    private static void waitForItsTime(Job job, Instant now) {
        if (job.getState() == JobState.SCHEDULED) {
            job.lookAgain(job.spec().startAt());
        } else {
            job.schedule(now);
        }
    }

    /** Into the line, also when the name seems to be free: it is given away under its lock only. */
    private void waitForItsName(Job job, Instant now) {
        long place = database.first("select nextval('name_place') as place", row -> row.number("place"))
                .orElseThrow();
        job.awaitName(place, now);
        names.afterCommit(JobName.of(job));
    }

    /** Gives a job a fresh execution. */
    void enqueue(Job job, Instant now) {
        job.enqueue(ids.secret(), now, now.plus(settings.duration(Setting.STALE_AFTER)));
    }
}
