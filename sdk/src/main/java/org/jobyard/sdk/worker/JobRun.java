package org.jobyard.sdk.worker;

import java.io.OutputStream;
import java.util.Optional;

/** One run of a handler: what to do, and where to tell how it goes. Thread-safe. */
public interface JobRun {
    /** What to do. */
    Dispatch dispatch();

    /**
     * The job's standard output. Bytes are sent within about 100 ms, in order; a write waits when too much is on the
     * way. Closed by the runtime.
     */
    OutputStream stdout();

    /** The job's error output, as {@link #stdout}. */
    OutputStream stderr();

    /**
     * Tells how far the work is. Only the newest of several in quick succession is sent.
     *
     * @param fraction 0 to 1; null: unknown
     * @param message for people; may be null
     */
    void progress(Double fraction, String message);

    /**
     * Says how the run can be held, from now until its handler returns. If that is wanted already, it is done at once. The
     * time limit stands still while it is held, the deadline does not.
     */
    void pausable(Pausable how);

    /** Why the run has to stop; empty while it may go on. */
    Optional<StopReason> stopping();
}
