package org.jobyard.sdk.worker;

import java.util.List;
import org.jobyard.sdk.message.WorkerMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this worker does with work, and what follows when it is told otherwise. Belongs to the control thread. */
final class Modes {
    private static final Logger LOG = LoggerFactory.getLogger(Modes.class);

    private final List<Intake> intakes;
    private final Executions executions;
    private final Runnable sayHello;
    private final Runnable leave;
    private volatile WorkerMode mode = WorkerMode.ACTIVE;

    /**
     * Takes work at first.
     *
     * @param sayHello tells the server the mode
     * @param leave begins the end of the worker, without waiting for it
     */
    Modes(List<Intake> intakes, Executions executions, Runnable sayHello, Runnable leave) {
        this.intakes = intakes;
        this.executions = executions;
        this.sayHello = sayHello;
        this.leave = leave;
        executions.whenNoneIsLeft(this::leaveWhenDone);
    }

    /** From any thread. */
    WorkerMode mode() {
        return mode;
    }

    /** The server's word. It may come twice; what is stopping stays so. */
    void enter(WorkerMode wanted) {
        if (mode == wanted || mode == WorkerMode.STOPPING) {
            return;
        }
        LOG.info("told to be {}", wanted);
        switch (wanted) {
            case ACTIVE, SUSPENDED, QUIESCING -> {
                become(wanted);
                leaveWhenDone();
            }
            case STOPPING -> goAway();
        }
    }

    /** The worker is being stopped, by whomever. */
    void stopping() {
        become(WorkerMode.STOPPING);
    }

    private void become(WorkerMode next) {
        mode = next;
        intakes.forEach(intake -> intake.take(next == WorkerMode.ACTIVE));
        sayHello.run();
    }

    private void leaveWhenDone() {
        if (mode == WorkerMode.QUIESCING && executions.isEmpty()) {
            goAway();
        }
    }

    /** From now on no word of the server's undoes it. */
    private void goAway() {
        become(WorkerMode.STOPPING);
        leave.run();
    }
}
