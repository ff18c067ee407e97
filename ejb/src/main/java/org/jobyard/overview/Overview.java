package org.jobyard.overview;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jobyard.figures.Backlog;
import org.jobyard.figures.Past;
import org.jobyard.query.WaitingJobs;

/**
 * How a tenant's jobs fare, and the service that runs them.
 *
 * @param at when this was so
 * @param problems what is wrong, the worst first; empty: nothing
 * @param jobs those that have not ended, by state
 * @param waiting those that are WAITING, by what they wait for
 * @param oldestWaiting the one of these that was submitted first; null when none waits
 * @param past what happened
 * @param backlog types whose jobs wait for workers, or did in the last hour
 * @param workers the workers, of all tenants
 * @param next what runs next because its time comes
 */
public record Overview(
        Instant at,
        List<Problem> problems,
        List<WaitingJobs.Count> jobs,
        List<WaitingJobs.Count> waiting,
        Oldest oldestWaiting,
        Past past,
        List<TypeBacklog> backlog,
        Workers workers,
        List<Upcoming> next) {
    /**
     * The job that has waited longest.
     *
     * @param id its id
     * @param name its name
     * @param type its type
     * @param reason why it waits, as a code
     * @param because the same as a sentence
     * @param registeredAt when it was submitted
     */
    public record Oldest(UUID id, String name, String type, String reason, String because, Instant registeredAt) {}

    /**
     * The line of a type.
     *
     * @param type the type
     * @param waiting how many jobs of it wait for workers
     * @param more true: there are more
     * @param growing it has grown for some minutes
     * @param trend how many waited in the last hour, oldest first
     */
    public record TypeBacklog(String type, long waiting, boolean more, boolean growing, List<Backlog.Note> trend) {}

    /**
     * The workers.
     *
     * @param live how many live
     * @param lost how many were lost in the last day and have not come back
     * @param places how many jobs the live ones can run at once
     * @param busy how many jobs they run
     */
    public record Workers(long live, long lost, long places, long busy) {}

    /**
     * Something that runs when its time comes.
     *
     * @param at when
     * @param name its name
     * @param schedule the schedule that will submit it; null for a job
     * @param job the job; null for a schedule
     */
    public record Upcoming(Instant at, String name, UUID schedule, UUID job) {}
}
