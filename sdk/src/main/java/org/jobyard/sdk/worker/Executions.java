package org.jobyard.sdk.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jobyard.sdk.amqp.Outbox;
import org.jobyard.sdk.message.HeldExecution;
import org.jobyard.sdk.message.MalformedMessageException;
import org.jobyard.sdk.message.Result;
import org.jobyard.sdk.worker.Execution.Phase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The executions that this worker holds, from the dispatch to the confirmed result, and what each message does to them.
 *
 * <p>An execution is <em>offered</em> (the server was asked), <em>accepted</em>, <em>running</em>, and leaves when its
 * result is confirmed; work that may begin at once asks only when it takes longer. It outlives the connection: the broker then gives its dispatch to somebody again, and the server,
 * which both ask, accepts one and revokes the other. All but {@link #held} belongs to the control thread.
 */
final class Executions {
    private static final Logger LOG = LoggerFactory.getLogger(Executions.class);
    /** Work that began at once and ends within this time needs no answer: its result says all that its start would. */
    private static final Duration SILENCE = Duration.ofMillis(50);

    private static final Duration FIRST_REMINDER = Duration.ofSeconds(10);
    private static final Duration LAST_REMINDER = Duration.ofMinutes(1);

    private final Map<UUID, Execution> executions = new ConcurrentHashMap<>();
    private final EndedExecutions ended = new EndedExecutions();
    private final Events events;
    private final Outbox outbox;
    private final Runner runner;
    private final Pools pools;
    private final Control control;
    private final MalformedDispatches malformed;
    private Runnable whenNoneIsLeft = () -> {};

    Executions(Events events, Outbox outbox, Runner runner, Pools pools, Control control) {
        this.events = events;
        this.outbox = outbox;
        this.runner = runner;
        this.pools = pools;
        this.control = control;
        malformed = new MalformedDispatches(ended, events, runner, control);
    }

    /** Has something done whenever the last one has left. */
    void whenNoneIsLeft(Runnable action) {
        whenNoneIsLeft = action;
    }

    boolean isEmpty() {
        return executions.isEmpty();
    }

    /** All that is held and has no result yet: what has one speaks for itself. From any thread. */
    List<HeldExecution> held() {
        return executions.values().stream()
                .filter(execution -> execution.phase() == Phase.OFFERED || execution.phase() == Phase.RUNNING)
                .map(Execution::dispatch)
                .map(dispatch -> new HeldExecution(dispatch.job(), dispatch.execution()))
                .toList();
    }

    void received(Intake intake, Delivery delivery, com.rabbitmq.client.Delivery message) {
        try {
            Dispatch dispatch = DispatchReader.read(intake.work().type(), message.getProperties(), message.getBody());
            dispatched(dispatch, intake, delivery);
        } catch (MalformedMessageException e) {
            malformed.answer(intake, delivery, message, e.getMessage());
        }
    }

    private void dispatched(Dispatch dispatch, Intake intake, Delivery delivery) {
        Execution known = executions.get(dispatch.execution());
        if (ended.contains(dispatch.execution())) {
            // Only when the result is safe at the broker may the dispatch go.
            outbox.whenAllConfirmed(() -> control.execute(() -> intake.acknowledge(delivery)));
        } else if (known == null) {
            offer(new Execution(dispatch, intake, delivery));
        } else if (known.isAccepted()) {
            intake.acknowledge(delivery);
        } else {
            intake.acknowledge(known);
            known.deliveredAgain(delivery);
        }
    }

    private void offer(Execution execution) {
        executions.put(execution.dispatch().execution(), execution);
        boolean first = execution.delivery().filter(d -> !d.redelivered()).isPresent();
        if (execution.intake().work().policy() == StartPolicy.AT_ONCE && first) {
            execution.remind(control.schedule(SILENCE, () -> ask(execution)));
            run(execution);
        } else {
            execution.intake().offered(execution);
            ask(execution);
        }
    }

    private void ask(Execution execution) {
        events.started(execution.dispatch());
        remind(execution, FIRST_REMINDER);
    }

    /** The server may be down for long, or its answer was lost: ask again. */
    private void remind(Execution execution, Duration delay) {
        execution.remind(control.schedule(delay, () -> {
            events.started(execution.dispatch());
            Duration next = delay.multipliedBy(2);
            remind(execution, next.compareTo(LAST_REMINDER) < 0 ? next : LAST_REMINDER);
        }));
    }

    /** The server's answer: the execution is ours. If it is not held (any more), the server has to hear that. */
    void accepted(UUID job, UUID id) {
        Execution execution = executions.get(id);
        if (execution == null) {
            stopped(job, id);
            return;
        }
        if (execution.isAccepted()) {
            return;
        }
        execution.accept();
        if (execution.phase() == Phase.OFFERED) {
            execution.intake().accepted(execution);
            run(execution);
        } else {
            // It began at once, or a cancel was quicker than this answer.
            execution.intake().acknowledge(execution);
        }
    }

    /** Cancel or revoke. It is always answered with one result, so that no cancel stays open. */
    void stopped(UUID job, UUID id) {
        Execution execution = executions.get(id);
        if (execution == null) {
            if (!ended.contains(id)) {
                ended.add(id);
                events.result(job, id, runner.cancelled(), () -> {});
            }
            return;
        }
        execution.cancelReminder();
        execution.intake().acknowledge(execution);
        switch (execution.phase()) {
            case OFFERED -> {
                execution.intake().withdrawn(execution);
                hand(execution, runner.cancelled());
            }
            case RUNNING -> execution.stop(StopReason.CANCELLED);
            case HANDED -> LOG.debug("the result of {} was quicker than its end on request", id);
        }
    }

    /** Hold, or go on. An execution that is not held here any more is answered as a cancel of it is. */
    void paused(UUID job, UUID id, boolean wanted) {
        Execution execution = executions.get(id);
        if (execution == null) {
            stopped(job, id);
        } else if (execution.phase() == Phase.OFFERED || execution.phase() == Phase.RUNNING) {
            execution.pause(wanted);
            events.held(execution.dispatch(), wanted);
        }
    }

    private void run(Execution execution) {
        execution.enter(Phase.RUNNING);
        pools.execute(execution.intake().work(), () -> {
            Result result = runner.run(execution);
            control.execute(() -> ranToEnd(execution, result));
        });
    }

    private void ranToEnd(Execution execution, Result result) {
        execution.intake().ended();
        if (execution.stopping().equals(Optional.of(StopReason.WORKER_STOPS))) {
            // No result: the server has it run elsewhere when it hears that this worker has gone.
            remove(execution);
        } else {
            hand(execution, result);
        }
    }

    private void hand(Execution execution, Result result) {
        ended.add(execution.dispatch().execution());
        execution.enter(Phase.HANDED);
        execution.cancelReminder();
        events.result(
                execution.dispatch(),
                result,
                () -> control.execute(() -> {
                    // With the result at the broker, nobody has to run it again, whatever the server says to its start.
                    execution.intake().acknowledge(execution);
                    remove(execution);
                }));
    }

    private void remove(Execution execution) {
        execution.cancelReminder();
        executions.remove(execution.dispatch().execution());
        if (executions.isEmpty()) {
            whenNoneIsLeft.run();
        }
    }

    /** The connection is gone, and with it perhaps an answer of the server's: it will be asked again soon. */
    void disconnected() {
        for (Execution execution : executions.values()) {
            execution.undelivered();
            if (!execution.isAccepted() && execution.phase() != Phase.HANDED) {
                execution.cancelReminder();
                remind(execution, FIRST_REMINDER);
            }
        }
    }

    /** Gives unanswered offers back to the queue. */
    void returnOffers() {
        for (Execution execution : executions.values()) {
            if (execution.phase() == Phase.OFFERED) {
                execution.delivery().ifPresent(execution.intake()::giveBack);
                execution.intake().withdrawn(execution);
                remove(execution);
            }
        }
    }

    /** Ends every run that is still at work. */
    void stopAll() {
        executions.values().forEach(execution -> execution.stop(StopReason.WORKER_STOPS));
    }
}
