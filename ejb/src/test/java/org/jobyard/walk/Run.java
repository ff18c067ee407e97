package org.jobyard.walk;

/** An execution that a worker holds. */
final class Run {
    private final Dispatch dispatch;
    private boolean accepted;
    private boolean paused;

    Run(Dispatch dispatch) {
        this.dispatch = dispatch;
    }

    Dispatch dispatch() {
        return dispatch;
    }

    boolean isAccepted() {
        return accepted;
    }

    /** True while something may happen to it: it is accepted and not held. */
    boolean isRunning() {
        return accepted && !paused;
    }

    void accept() {
        accepted = true;
    }

    void pause(boolean wanted) {
        paused = wanted;
    }

    @Override
    public String toString() {
        return dispatch.job() + (accepted ? paused ? " paused" : " running" : " offered");
    }
}
