package org.jobyard.testing;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jobyard.job.Job;
import org.jobyard.messaging.Incoming;
import org.jobyard.messaging.Outgoing;
import org.jobyard.persistence.JobStore;
import org.jobyard.registration.RegisterJobs;
import org.jobyard.registration.Registered;
import org.jobyard.sdk.message.EventKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.HeldExecution;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.message.Result;
import org.jobyard.sdk.message.WorkerHello;
import org.jobyard.sdk.message.WorkerMode;
import org.jobyard.security.AccessPath;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;
import org.jobyard.status.ApplyEvents;
import org.jobyard.submission.JobRequest;
import org.jobyard.submission.SubmissionRules;

/** What submitters and workers do, against a {@link TestCore}. */
public final class Fixtures {
    /** A submitter. */
    public static final Caller ADA =
            new Caller(UUID.randomUUID(), "ada", Caller.DEFAULT_TENANT, Role.ENGINEER, AccessPath.TOKEN);

    /** An operator of all tenants. */
    public static final Caller OLGA =
            new Caller(UUID.randomUUID(), "olga", Caller.DEFAULT_TENANT, Role.OPERATOR, AccessPath.TOKEN);

    /** An operator of the tenant {@code other}, which a test has to make. */
    public static final Caller BOB = new Caller(UUID.randomUUID(), "bob", "other", Role.OPERATOR, AccessPath.TOKEN);

    /** The queue that Ada names. */
    public static final String ADAS_QUEUE = "jobyard.client.ada";

    private final TestCore core;

    /** Against a core. */
    public Fixtures(TestCore core) {
        this.core = core;
    }

    /** A request for a script. */
    public static JobRequest script() {
        return JobRequest.of("script")
                .name("hello")
                .parameters(Json.object())
                .replyTo(ADAS_QUEUE)
                .build();
    }

    /** Registers jobs for Ada in one transaction. */
    public List<Registered> register(JobRequest... requests) {
        SubmissionRules rules = core.bean(SubmissionRules.class);
        return core.inTransaction(() -> core.bean(RegisterJobs.class)
                .register(List.of(requests).stream()
                        .map(request -> rules.check(ADA, request))
                        .toList()));
    }

    /** Registers a script and gives its id. */
    public UUID registerScript() {
        return register(script()).get(0).id();
    }

    /** A worker of scripts says hello. */
    public void hello(String worker, UUID instance, int capacity) {
        hello(worker, instance, capacity, WorkerMode.ACTIVE);
    }

    /** A worker of scripts says hello, and what it does with work. */
    public void hello(String worker, UUID instance, int capacity, WorkerMode mode) {
        hello(worker, instance, capacity, mode, null);
    }

    /** A worker of scripts says hello, and what it holds. */
    public void hello(String worker, UUID instance, int capacity, WorkerMode mode, List<HeldExecution> holding) {
        apply(greeting(worker, instance, capacity, mode, holding));
        core.settle();
    }

    /** The hello of a worker of scripts. */
    public Incoming greeting(String worker, UUID instance, int capacity, WorkerMode mode) {
        return greeting(worker, instance, capacity, mode, null);
    }

    private Incoming greeting(
            String worker, UUID instance, int capacity, WorkerMode mode, List<HeldExecution> holding) {
        WorkerHello hello = new WorkerHello(
                1, List.of("script"), capacity, "1", "here", 30, holding, Map.of("rack", "b"), mode, List.of("script"));
        return event(EventKind.HELLO, null, worker, instance, Map.of(), Json.write(hello));
    }

    /** A worker goes in good order. */
    public void bye(String worker, UUID instance) {
        apply(event(EventKind.BYE, null, worker, instance, Map.of(), new byte[] {'{', '}'}));
        core.settle();
    }

    /** Events arrive in one batch. */
    public List<Incoming> apply(Incoming... events) {
        return core.inTransaction(() -> core.bean(ApplyEvents.class).apply(List.of(events)));
    }

    /** The job as it is in the database. */
    public Job job(UUID id) {
        return core.inTransaction(() -> core.bean(JobStore.class).lock(id).orElseThrow());
    }

    /** A worker took up the execution dispatched last. */
    public Incoming started(UUID job, String worker, UUID instance) {
        return event(EventKind.STARTED, job, worker, instance, Map.of(), new byte[] {'{', '}'});
    }

    /** The worker holds the execution dispatched last, or goes on. */
    public Incoming held(UUID job, String worker, UUID instance, boolean paused) {
        EventKind kind = paused ? EventKind.PAUSED : EventKind.CONTINUED;
        return event(kind, job, worker, instance, Map.of(), new byte[0]);
    }

    /** A piece of stdout. */
    public Incoming logged(UUID job, String worker, UUID instance, long offset, String text) {
        return event(
                EventKind.LOG,
                job,
                worker,
                instance,
                Map.of(Headers.STREAM, "stdout", Headers.OFFSET, String.valueOf(offset)),
                text.getBytes(StandardCharsets.UTF_8));
    }

    /** The execution dispatched last ended. */
    public Incoming ended(UUID job, String worker, UUID instance, Outcome outcome, long stdoutBytes) {
        return ended(
                job, worker, instance, new Result(1, outcome, null, 0, null, stdoutBytes, 0, null, null, null, null));
    }

    /** A result. */
    public Incoming ended(UUID job, String worker, UUID instance, Result result) {
        return event(EventKind.RESULT, job, worker, instance, Map.of(), Json.write(result));
    }

    /** Any event; of the execution dispatched last when it is about a job. */
    public Incoming event(
            EventKind kind, UUID job, String worker, UUID instance, Map<String, String> more, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>(more);
        headers.put(Headers.EVENT, kind.wire());
        headers.put(Headers.WORKER, worker);
        headers.put(Headers.WORKER_INSTANCE, instance.toString());
        if (job != null) {
            headers.put(Headers.JOB, job.toString());
            headers.put(Headers.EXECUTION, String.valueOf(job(job).execution().id()));
        }
        return new Incoming(null, null, null, headers, body);
    }

    /** What was said of a kind, by the value of a header such as {@link Headers#EVENT} or {@link Headers#COMMAND}. */
    public static List<String> said(List<Outgoing> messages, String header) {
        return messages.stream()
                .map(message -> (String) message.headers().get(header))
                .filter(java.util.Objects::nonNull)
                .toList();
    }
}
