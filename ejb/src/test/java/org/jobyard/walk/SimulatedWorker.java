package org.jobyard.walk;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jobyard.messaging.Outgoing;
import org.jobyard.sdk.message.CommandKind;
import org.jobyard.sdk.message.EventKind;
import org.jobyard.sdk.message.HeldExecution;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.message.WorkerHello;
import org.jobyard.sdk.message.WorkerMode;

/** A worker as docs/worker-protocol.md has it, which may die, or be cut off, at any time. */
final class SimulatedWorker {
    private final String name;
    private final List<String> types;
    private final List<String> pausable;
    private final int capacity;
    private final Random random;
    private final SimulatedBroker broker;
    private final Ledger ledger;
    private final Map<UUID, Run> runs = new LinkedHashMap<>();
    private final Set<UUID> ended = new HashSet<>();
    /** Of the present start of its process; null: there is none. */
    private Voice voice;

    private WorkerMode mode = WorkerMode.ACTIVE;

    SimulatedWorker(
            String name, List<String> types, int capacity, Random random, SimulatedBroker broker, Ledger ledger) {
        this.name = name;
        this.types = types;
        this.capacity = capacity;
        this.random = random;
        this.broker = broker;
        this.ledger = ledger;
        pausable = types.subList(0, Math.min(types.size(), random.nextInt(5)));
    }

    String name() {
        return name;
    }

    boolean isAlive() {
        return voice != null;
    }

    boolean isConnected() {
        return voice != null && voice.isConnected();
    }

    /** The present start of its process. */
    UUID instance() {
        return voice.instance();
    }

    WorkerMode mode() {
        return mode;
    }

    /** Runs of this start of the process that were accepted and have not ended. */
    Set<UUID> running() {
        return runs.keySet().stream()
                .filter(execution -> runs.get(execution).isAccepted())
                .collect(Collectors.toSet());
    }

    void start() {
        voice = new Voice(name, new UUID(random.nextLong(), random.nextLong()), broker);
        mode = WorkerMode.ACTIVE;
        connect();
    }

    /** The broker hears it again; what it could not say, it says now. */
    void connect() {
        voice.connect();
        broker.listen(name, this::command);
        hello();
        voice.catchUp();
        runs.values().stream()
                .filter(run -> !run.isAccepted())
                .forEach(run -> voice.say(EventKind.STARTED, run.dispatch()));
    }

    /** The network is cut: it goes on with what it runs, and its unacknowledged dispatches go to others. */
    void cutOff() {
        voice.cutOff();
        broker.listen(name, null);
        runs.values().stream().filter(run -> !run.isAccepted()).forEach(run -> broker.giveBack(run.dispatch()));
    }

    /** SIGKILL. */
    void die() {
        if (isConnected()) {
            cutOff();
        }
        voice = null;
        runs.clear();
        ended.clear();
    }

    /** It goes in good order. */
    void leave() {
        voice.say(EventKind.BYE, null);
        die();
    }

    /** It goes if it was told to, and has nothing left that it is to finish. */
    void leaveIfTold() {
        boolean leaves = mode == WorkerMode.STOPPING || (mode == WorkerMode.QUIESCING && runs.isEmpty());
        if (leaves && isConnected()) {
            leave();
        }
    }

    void hello() {
        List<HeldExecution> holding = runs.values().stream()
                .map(run ->
                        new HeldExecution(run.dispatch().job(), run.dispatch().execution()))
                .toList();
        voice.hello(new WorkerHello(1, types, capacity, "1", "here", Voice.LEASE, holding, null, mode, pausable));
    }

    /** Takes dispatches as far as it has room. */
    void take() {
        for (String type : types) {
            for (Dispatch next = next(type); next != null; next = next(type)) {
                take(next);
            }
        }
    }

    private Dispatch next(String type) {
        boolean takes = isConnected() && mode == WorkerMode.ACTIVE && runs.size() < capacity;
        return takes ? broker.take(type) : null;
    }

    private void take(Dispatch dispatch) {
        if (!ended.contains(dispatch.execution())
                && runs.putIfAbsent(dispatch.execution(), new Run(dispatch)) == null) {
            voice.say(EventKind.STARTED, dispatch);
        }
    }

    /** Something happens to each of its runs. */
    void work() {
        List.copyOf(runs.values()).forEach(this::work);
        leaveIfTold();
    }

    private void work(Run run) {
        if (!run.isAccepted() && isConnected() && random.nextInt(4) == 0) {
            voice.say(EventKind.STARTED, run.dispatch());
        }
        if (!run.isRunning()) {
            return;
        }
        switch (random.nextInt(9)) {
            case 0 -> voice.progress(run.dispatch());
            case 1 -> voice.log(run.dispatch());
            case 2 -> end(run, Outcome.FAILED);
            case 3 -> end(run, random.nextInt(8) == 0 ? Outcome.TIMED_OUT : Outcome.SUCCEEDED);
            case 4, 5 -> end(run, Outcome.SUCCEEDED);
            default -> {
                // It takes longer.
            }
        }
    }

    /** Says of each run how far it is. */
    void report() {
        List.copyOf(runs.values()).forEach(run -> {
            if (run.isAccepted()) {
                voice.progress(run.dispatch());
            } else if (isConnected()) {
                voice.say(EventKind.STARTED, run.dispatch());
            }
        });
    }

    /** Ends one run in success; false when there is none. */
    boolean finishOne() {
        Optional<Run> one = runs.values().stream().filter(Run::isRunning).findFirst();
        one.ifPresent(run -> end(run, Outcome.SUCCEEDED));
        return one.isPresent();
    }

    private void end(Run run, Outcome outcome) {
        runs.remove(run.dispatch().execution());
        if (run.isAccepted()) {
            ledger.ended(run.dispatch().execution(), outcome);
        }
        result(run.dispatch(), outcome);
    }

    private void result(Dispatch about, Outcome outcome) {
        ended.add(about.execution());
        voice.result(about, outcome);
    }

    private void command(Outgoing message) {
        Command command = Command.of(message);
        if (!command.isFor(instance())) {
            return;
        }
        switch (command.kind()) {
            case HELLO -> hello();
            case MODE -> enter(command.mode());
            case ACCEPT, PAUSE, CONTINUE, CANCEL, REVOKE -> command(command.kind(), command.about());
        }
    }

    private void command(CommandKind kind, Dispatch about) {
        Run run = runs.get(about.execution());
        if (run == null) {
            if (!ended.contains(about.execution())) {
                result(about, Outcome.CANCELLED);
            }
        } else if (kind == CommandKind.ACCEPT) {
            run.accept();
            ledger.accepted(about.execution(), instance());
        } else if (kind == CommandKind.PAUSE || kind == CommandKind.CONTINUE) {
            run.pause(kind == CommandKind.PAUSE);
            voice.say(kind == CommandKind.PAUSE ? EventKind.PAUSED : EventKind.CONTINUED, about);
        } else {
            end(run, Outcome.CANCELLED);
        }
    }

    private void enter(WorkerMode wanted) {
        if (mode != wanted && mode != WorkerMode.STOPPING) {
            mode = wanted;
            hello();
        }
    }

    /** For the message of a failure. */
    @Override
    public String toString() {
        return name + " " + mode + (isConnected() ? " holds " : " away, holds ") + runs;
    }
}
