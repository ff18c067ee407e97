package org.jobyard.sdk.worker;

import java.util.Optional;

/**
 * One execution that this worker holds. All but the part that stops a run belongs to the control thread.
 */
final class Execution {
    /** How far it is here; whether the server has accepted it is another matter. */
    enum Phase {
        /** Not begun: the server is asked. */
        OFFERED,
        /** Its handler is about to be called or at work. */
        RUNNING,
        /** Its result is in the outbox. */
        HANDED
    }

    private final Dispatch dispatch;
    private final Intake intake;
    private Delivery delivery;
    private boolean accepted;
    /** Also read by whoever writes a hello. */
    private volatile Phase phase = Phase.OFFERED;

    private Control.Timer reminder;

    private Thread thread;
    private StopReason stop;
    private boolean done;
    private TimeLimit limit;
    private Pausable pausable;
    private boolean pauseWanted;
    private boolean held;

    Execution(Dispatch dispatch, Intake intake, Delivery delivery) {
        this.dispatch = dispatch;
        this.intake = intake;
        this.delivery = delivery;
    }

    Dispatch dispatch() {
        return dispatch;
    }

    Intake intake() {
        return intake;
    }

    /** The dispatch message, as long as it is to be acknowledged. */
    Optional<Delivery> delivery() {
        return Optional.ofNullable(delivery);
    }

    void deliveredAgain(Delivery again) {
        delivery = again;
    }

    /** The message was acknowledged, or its channel is gone. */
    void undelivered() {
        delivery = null;
    }

    boolean isAccepted() {
        return accepted;
    }

    void accept() {
        accepted = true;
        cancelReminder();
    }

    Phase phase() {
        return phase;
    }

    void enter(Phase next) {
        phase = next;
    }

    void remind(Control.Timer next) {
        reminder = next;
    }

    void cancelReminder() {
        if (reminder != null) {
            reminder.cancel();
        }
    }

    /** Called by the run's thread before the handler; false: do not even begin. */
    synchronized boolean begin() {
        thread = Thread.currentThread();
        return stop == null;
    }

    /** Called by the run's thread after the handler: nobody interrupts it from now on. */
    synchronized void finish() {
        thread = null;
        done = true;
        pausable = null;
        // A stop that came too late for the handler must not hit what the thread does next.
        boolean ignored = Thread.interrupted();
    }

    /** Has the run stop, unless its handler is through; the first reason counts, and the handler is interrupted once. */
    synchronized void stop(StopReason reason) {
        if (stop == null && !done) {
            stop = reason;
            // What is held could not end in good order.
            pause(false);
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    /** The time limit that stands still while the run is held. */
    synchronized void limitedBy(TimeLimit counting) {
        limit = counting;
    }

    /** How its run can be held, from now on. */
    synchronized void pausable(Pausable how) {
        pausable = how;
        pause(pauseWanted);
    }

    /** Has the run held, or go on; one that is not so far yet is held as soon as it can be. */
    synchronized void pause(boolean wanted) {
        pauseWanted = wanted && stop == null;
        if (pausable == null || pauseWanted == held) {
            return;
        }
        held = pauseWanted;
        if (held) {
            pausable.pause();
            if (limit != null) {
                limit.hold();
            }
        } else {
            if (limit != null && stop == null) {
                limit.proceed();
            }
            pausable.resume();
        }
    }

    synchronized Optional<StopReason> stopping() {
        return Optional.ofNullable(stop);
    }
}
