package org.jobyard.walk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jobyard.messaging.Incoming;
import org.jobyard.messaging.Outgoing;
import org.jobyard.sdk.message.EventKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.HeldExecution;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.message.Progress;
import org.jobyard.sdk.message.Result;
import org.jobyard.sdk.message.WorkerHello;
import org.jobyard.sdk.message.WorkerMode;

/** A worker as docs/worker-protocol.md has it, which may die, or be cut off, at any time. */
final class SimulatedWorker {
    /** An execution that it holds. */
    private static final class Run {
        private final Dispatch dispatch;
        private boolean accepted;

        private Run(Dispatch dispatch) {
            this.dispatch = dispatch;
        }
    }

    private static final int LEASE = 30;

    private final String name;
    private final List<String> types;
    private final int capacity;
    private final Random random;
    private final SimulatedBroker broker;
    private final Ledger ledger;
    private final Map<UUID, Run> runs = new LinkedHashMap<>();
    private final Set<UUID> ended = new HashSet<>();
    private final List<Incoming> unsent = new ArrayList<>();
    private UUID instance;
    private boolean connected;

    SimulatedWorker(
            String name, List<String> types, int capacity, Random random, SimulatedBroker broker, Ledger ledger) {
        this.name = name;
        this.types = types;
        this.capacity = capacity;
        this.random = random;
        this.broker = broker;
        this.ledger = ledger;
    }

    boolean isAlive() {
        return instance != null;
    }

    boolean isConnected() {
        return connected;
    }

    /** Runs of this start of the process that were accepted and have not ended. */
    Set<UUID> running() {
        Set<UUID> running = new HashSet<>();
        runs.forEach((execution, run) -> {
            if (run.accepted) {
                running.add(execution);
            }
        });
        return running;
    }

    void start() {
        instance = new UUID(random.nextLong(), random.nextLong());
        connect();
    }

    /** The broker hears it again; what it could not say, it says now. */
    void connect() {
        connected = true;
        broker.listen(name, this::command);
        hello();
        unsent.forEach(broker::publish);
        unsent.clear();
        runs.values().stream().filter(run -> !run.accepted).forEach(this::askAgain);
    }

    /** The network is cut: it goes on with what it runs, and its unacknowledged dispatches go to others. */
    void cutOff() {
        connected = false;
        broker.listen(name, null);
        runs.values().stream().filter(run -> !run.accepted).forEach(run -> broker.giveBack(run.dispatch));
    }

    /** SIGKILL. */
    void die() {
        if (connected) {
            cutOff();
        }
        instance = null;
        runs.clear();
        ended.clear();
        unsent.clear();
    }

    /** It goes in good order. */
    void leave() {
        say(EventKind.BYE, null, Map.of(), new byte[] {'{', '}'});
        die();
    }

    void hello() {
        List<HeldExecution> holding = runs.values().stream()
                .map(run -> new HeldExecution(run.dispatch.job(), run.dispatch.execution()))
                .toList();
        WorkerHello hello =
                new WorkerHello(1, types, capacity, "1", "here", LEASE, holding, null, WorkerMode.ACTIVE, null);
        say(EventKind.HELLO, null, Map.of(), Json.write(hello));
    }

    /** Takes dispatches as far as it has room. */
    void take() {
        for (String type : types) {
            Dispatch dispatch = connected && runs.size() < capacity ? broker.take(type) : null;
            while (dispatch != null) {
                take(dispatch);
                dispatch = runs.size() < capacity ? broker.take(type) : null;
            }
        }
    }

    private void take(Dispatch dispatch) {
        if (ended.contains(dispatch.execution())) {
            return;
        }
        Run known = runs.putIfAbsent(dispatch.execution(), new Run(dispatch));
        if (known == null) {
            say(EventKind.STARTED, dispatch, Map.of(), new byte[] {'{', '}'});
        }
    }

    private void askAgain(Run run) {
        say(EventKind.STARTED, run.dispatch, Map.of(), new byte[] {'{', '}'});
    }

    /** Something happens to each of its runs. */
    void work() {
        List.copyOf(runs.values()).forEach(this::work);
    }

    private void work(Run run) {
        if (!run.accepted) {
            if (connected && random.nextInt(4) == 0) {
                askAgain(run);
            }
            return;
        }
        switch (random.nextInt(6)) {
            case 0 -> progress(run);
            case 1 ->
                say(EventKind.LOG, run.dispatch, Map.of(Headers.STREAM, "stdout", Headers.OFFSET, "0"), new byte[] {'x'
                });
            case 2 -> end(run, Outcome.FAILED);
            case 3 -> end(run, random.nextInt(8) == 0 ? Outcome.TIMED_OUT : Outcome.SUCCEEDED);
            default -> end(run, Outcome.SUCCEEDED);
        }
    }

    /** Says of each run how far it is. */
    void report() {
        List.copyOf(runs.values()).forEach(run -> {
            if (run.accepted) {
                progress(run);
            } else if (connected) {
                askAgain(run);
            }
        });
    }

    /** Ends one run in success; false when there is none. */
    boolean finishOne() {
        return runs.values().stream()
                .filter(run -> run.accepted)
                .findFirst()
                .map(run -> {
                    end(run, Outcome.SUCCEEDED);
                    return true;
                })
                .orElse(false);
    }

    private void progress(Run run) {
        Progress half = new Progress(1, 0.5, "half", null);
        say(EventKind.PROGRESS, run.dispatch, Map.of(), Json.write(half));
    }

    private void end(Run run, Outcome outcome) {
        runs.remove(run.dispatch.execution());
        if (run.accepted) {
            ledger.ended(run.dispatch.execution(), outcome);
        }
        result(run.dispatch.job(), run.dispatch.execution(), outcome);
    }

    private void result(UUID job, UUID execution, Outcome outcome) {
        ended.add(execution);
        Result result = new Result(1, outcome, null, 0, null, 0, 0, null, null, null, null);
        say(EventKind.RESULT, new Dispatch(job, execution, null), Map.of(), Json.write(result));
    }

    private void command(Outgoing command) {
        Object meant = command.headers().get(Headers.WORKER_INSTANCE);
        if (meant != null && !meant.toString().equals(instance.toString())) {
            return;
        }
        UUID job = Dispatch.id(command, Headers.JOB);
        UUID execution = Dispatch.id(command, Headers.EXECUTION);
        Run run = runs.get(execution);
        if (command.headers().get(Headers.COMMAND).equals("accept") && run != null) {
            run.accepted = true;
            ledger.accepted(execution, instance);
        } else if (run != null) {
            end(run, Outcome.CANCELLED);
        } else if (!ended.contains(execution)) {
            result(job, execution, Outcome.CANCELLED);
        }
    }

    private void say(EventKind kind, Dispatch about, Map<String, String> more, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>(more);
        headers.put(Headers.EVENT, kind.wire());
        headers.put(Headers.WORKER, name);
        headers.put(Headers.WORKER_INSTANCE, instance.toString());
        if (about != null) {
            headers.put(Headers.JOB, about.job().toString());
            headers.put(Headers.EXECUTION, about.execution().toString());
        }
        Incoming event = new Incoming(null, null, null, headers, body);
        if (connected) {
            broker.publish(event);
        } else if (kind != EventKind.HELLO) {
            unsent.add(event);
        }
    }
}
