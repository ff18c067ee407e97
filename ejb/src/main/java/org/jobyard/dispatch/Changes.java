package org.jobyard.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jobyard.job.Job;
import org.jobyard.messaging.Notification;
import org.jobyard.messaging.Outgoing;
import org.jobyard.messaging.WorkerCommands;
import org.jobyard.sdk.message.CommandKind;

/**
 * What one transaction does to jobs, gathered so that it is written, sent and announced in one go by {@link
 * ChangeWriter}. Not thread-safe.
 */
public final class Changes {
    private record Command(CommandKind kind, String worker, UUID job, UUID execution) {}

    private final Map<UUID, Job> moved = new LinkedHashMap<>();
    private final List<Outgoing> messages = new ArrayList<>();
    private final Set<Command> commands = new LinkedHashSet<>();
    private final Set<String> typesWithRoom = new LinkedHashSet<>();
    private final Set<JobName> awaitedNames = new LinkedHashSet<>();
    private final Set<UUID> ended = new LinkedHashSet<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private final Notification.Builder news = new Notification.Builder();

    /** A job's row changed, and perhaps its history. */
    public Changes moved(Job job) {
        moved.put(job.getId(), job);
        return seen(job);
    }

    /** Something about a job changed for those who follow it, not its row. */
    public Changes seen(Job job) {
        news.changed(job.spec().tenant(), job.getId());
        return this;
    }

    /** A job that may have logs ended, or got a piece of one after its end: its logs may be complete. */
    public Changes ended(Job job) {
        ended.add(job.getId());
        return this;
    }

    /** Something is due then; null: nothing. */
    public Changes due(Instant at) {
        news.due(at);
        return this;
    }

    /** Something about workers changed that people see. */
    public Changes workers() {
        news.workers();
        return this;
    }

    /** A message to be sent. */
    public Changes send(Outgoing message) {
        messages.add(message);
        return this;
    }

    /** A command to a worker, once however often it is asked for; nothing when the worker is not named. */
    public Changes command(CommandKind kind, String worker, UUID job, UUID execution) {
        if (worker != null) {
            commands.add(new Command(kind, worker, job, execution));
        }
        return this;
    }

    /** A type's window may have a place, or its line a new job. */
    public Changes roomFor(String type) {
        typesWithRoom.add(type);
        return this;
    }

    /** A job that others wait for is out of their way. */
    public Changes nameFree(Job job) {
        awaitedNames.add(JobName.of(job));
        return this;
    }

    /** One more of what is counted under a name. */
    public Changes count(String counter) {
        counts.merge(counter, 1L, Long::sum);
        return this;
    }

    Set<Job> movedJobs() {
        return new LinkedHashSet<>(moved.values());
    }

    List<Outgoing> allMessages() {
        List<Outgoing> all = new ArrayList<>(messages);
        commands.forEach(command ->
                all.add(WorkerCommands.command(command.kind(), command.worker(), command.job(), command.execution())));
        return all;
    }

    Set<String> typesWithRoom() {
        return typesWithRoom;
    }

    Set<JobName> awaitedNames() {
        return awaitedNames;
    }

    /** The schedules of which a run ended. */
    Set<UUID> schedulesOfEnded() {
        Set<UUID> schedules = new LinkedHashSet<>();
        for (Job job : moved.values()) {
            if (job.getSchedule() != null && job.getState().isTerminal()) {
                schedules.add(job.getSchedule());
            }
        }
        return schedules;
    }

    Set<UUID> endedJobs() {
        return ended;
    }

    Map<String, Long> counts() {
        return counts;
    }

    Notification.Builder news() {
        moved.values().forEach(job -> news.due(job.getDueAt()));
        return news;
    }
}
