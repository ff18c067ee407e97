package org.jobyard.walk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jobyard.control.CancelJob;
import org.jobyard.control.ChangeJob;
import org.jobyard.control.ChangeStart;
import org.jobyard.control.JobChange;
import org.jobyard.control.PauseJob;
import org.jobyard.job.Backoff;
import org.jobyard.job.Retry;
import org.jobyard.job.SameName;
import org.jobyard.job.Terms;
import org.jobyard.platform.JobyardException;
import org.jobyard.registration.RegisterJobs;
import org.jobyard.registration.Registered;
import org.jobyard.security.AccessPath;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;
import org.jobyard.submission.JobRequest;
import org.jobyard.submission.RerunJob;
import org.jobyard.submission.SubmissionRules;
import org.jobyard.testing.TestCore;

/**
 * Submitters of two tenants who do to their jobs whatever can be done, and keep what they were promised. Who gets no
 * answer, because the node ended, asks again in the same words.
 */
final class People {
    static final Caller ADA =
            new Caller(UUID.randomUUID(), "ada", Caller.DEFAULT_TENANT, Role.OPERATOR, AccessPath.TOKEN);
    static final Caller BOB = new Caller(UUID.randomUUID(), "bob", "other", Role.OPERATOR, AccessPath.TOKEN);
    static final List<String> DESTINATIONS = List.of("cluster1", "cluster2");
    static final List<String> TYPES = List.of("alpha", "beta", "gamma");
    private static final int MOST_TRIES = 50;
    private static final int NAMES = 40;
    private static final int RECENT = 150;

    private final Random random;
    private final Cluster cluster;
    private final Map<UUID, Caller> owners = new HashMap<>();
    private final List<UUID> recent = new ArrayList<>();
    private final Map<UUID, Instant> notBefore = new HashMap<>();
    private final Set<UUID> cancelled = new HashSet<>();
    private int reruns;
    private int refused;

    People(Random random, Cluster cluster) {
        this.random = random;
        this.cluster = cluster;
        cluster.database().update("insert into tenant (id, created_at) values ('other', now()) on conflict do nothing");
    }

    /** Until the server answers; a node that ended may have done it or not. */
    private <T> T insist(java.util.function.Function<TestCore, T> question) {
        for (int i = 0; i < MOST_TRIES; i++) {
            Optional<T> answer = cluster.ask(question);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new AssertionError("no answer after " + MOST_TRIES + " tries");
    }

    /** Submits one job or a few in one transaction. */
    void submit() {
        Caller caller = random.nextInt(3) == 0 ? BOB : ADA;
        List<JobRequest> requests = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(12); i++) {
            requests.add(request());
        }
        List<Registered> outcomes = insist(node -> node.bean(RegisterJobs.class)
                .register(requests.stream()
                        .map(request -> node.bean(SubmissionRules.class).check(caller, request))
                        .toList()));
        for (int i = 0; i < requests.size(); i++) {
            if (outcomes.get(i).kind() == Registered.Kind.NAME_TAKEN) {
                refused++;
            } else {
                know(requests.get(i).id(), requests.get(i).startAt(), caller);
            }
        }
    }

    private void know(UUID job, Instant startAt, Caller caller) {
        owners.put(job, caller);
        notBefore.put(job, startAt == null ? Instant.MIN : startAt);
        recent.add(job);
        if (recent.size() > RECENT) {
            recent.remove(0);
        }
    }

    private JobRequest request() {
        UUID id = new UUID(random.nextLong(), random.nextLong());
        SameName policy = Pick.one(random, SameName.values());
        Instant startAt = random.nextInt(4) == 0 ? cluster.now().plusSeconds(random.nextInt(600) - 60L) : null;
        Duration timeout = random.nextInt(6) == 0 ? Duration.ofSeconds(30 + random.nextInt(300)) : null;
        Retry retry = random.nextInt(3) == 0
                ? new Retry(
                        1 + random.nextInt(4),
                        Duration.ofSeconds(random.nextInt(60)),
                        Pick.one(random, Backoff.values()),
                        random.nextInt(4) == 0 ? List.of("TIMED_OUT") : null)
                : null;
        Duration deadline =
                startAt == null && random.nextInt(8) == 0 ? Duration.ofSeconds(60 + random.nextInt(900)) : null;
        return JobRequest.of(TYPES.get(random.nextInt(TYPES.size())))
                .id(id)
                .name("n" + random.nextInt(NAMES))
                .priority(random.nextInt(10))
                .startAt(startAt)
                .timeout(timeout)
                .destination(random.nextBoolean() ? null : DESTINATIONS.get(random.nextInt(2)))
                .replyTo("jobyard.client.walk")
                .terms(new Terms(policy, retry, deadline))
                .build();
    }

    /** Does something to one of the jobs that were submitted last. */
    void control() {
        if (recent.isEmpty()) {
            return;
        }
        List<UUID> running = random.nextBoolean() ? running() : List.of();
        UUID job = Pick.one(random, running.isEmpty() ? recent : running);
        Caller caller = owners.get(job);
        switch (running.isEmpty() ? random.nextInt(9) : random.nextInt(4)) {
            case 6, 7 -> rerun(caller, job);
            case 0 -> {
                if (ask(node -> node.bean(CancelJob.class).cancel(caller, job)) == Answer.DONE) {
                    cancelled.add(job);
                }
            }
            case 1, 8 -> ask(node -> node.bean(PauseJob.class).pause(caller, job));
            case 2, 3 -> ask(node -> node.bean(PauseJob.class).resume(caller, job));
            case 4 -> ask(node -> node.bean(ChangeJob.class).change(caller, job, new JobChange(random.nextInt(10))));
            default -> {
                Instant time = cluster.now().plusSeconds(random.nextInt(300) - 60L);
                move(caller, job, time);
            }
        }
    }

    private List<UUID> running() {
        List<UUID> running = cluster.database()
                .list("select id from job where state in ('RUNNING', 'PAUSED')", row -> row.uuid("id"));
        return recent.stream().filter(running::contains).toList();
    }

    /** The same key is the same job, however often the node ended before the answer. */
    private void rerun(Caller caller, UUID job) {
        String key = "again " + random.nextLong();
        try {
            know(
                    insist(node -> node.bean(RerunJob.class).rerun(caller, job, key, null))
                            .id(),
                    null,
                    caller);
            reruns++;
        } catch (JobyardException refusal) {
            refused++;
        }
    }

    private void move(Caller caller, UUID job, Instant time) {
        Instant before = notBefore.get(job);
        // It may begin before the answer is here.
        notBefore.put(job, time.isBefore(before) ? time : before);
        Answer answer = ask(node -> node.bean(ChangeStart.class).change(caller, job, time));
        if (answer == Answer.DONE) {
            notBefore.put(job, time);
        } else if (answer == Answer.REFUSED) {
            notBefore.put(job, before);
        }
    }

    private enum Answer {
        DONE,
        REFUSED,
        /** The node ended: nobody knows. */
        NONE
    }

    private Answer ask(Consumer<TestCore> order) {
        try {
            return cluster.ask(node -> {
                        order.accept(node);
                        return Answer.DONE;
                    })
                    .orElse(Answer.NONE);
        } catch (JobyardException refusal) {
            refused++;
            return Answer.REFUSED;
        }
    }

    /** Lets every job go on that is paused. */
    void resumeAll() {
        cluster.database()
                .list(
                        "select id, tenant from job where state = 'PAUSED'",
                        row -> Map.entry(row.uuid("id"), row.text("tenant")))
                .forEach(job -> ask(node ->
                        node.bean(PauseJob.class).resume(job.getValue().equals("other") ? BOB : ADA, job.getKey())));
    }

    /** The jobs that were answered as accepted. */
    Set<UUID> accepted() {
        return owners.keySet();
    }

    /** The jobs whose cancel was answered. */
    Set<UUID> cancelled() {
        return cancelled;
    }

    /** Before when a job must not be given to the broker; null: it is none of theirs. */
    Instant notBefore(UUID job) {
        return notBefore.get(job);
    }

    /** How many jobs were run again. */
    int reruns() {
        return reruns;
    }

    /** What there was, for people. */
    String counts() {
        return "%d jobs run again, %d requests refused".formatted(reruns, refused);
    }
}
