package org.jobyard.standalone.launch;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jobyard.embedded.ProcessMark;

/** A process that belongs to a running Jobyard. Its methods may be called from any thread. */
interface Part {
    /** Its name on the terminal and in the status: {@code database}, {@code broker}, {@code server} or {@code worker}. */
    String name();

    /**
     * Starts it and returns when it is ready. Ended by interrupting the thread.
     *
     * @throws org.jobyard.embedded.StartFailure when it does not become ready; then it does not run
     */
    void start();

    /** Ends it in order; does nothing when it does not run. */
    void stop();

    /** Completes when its process has ended, for whatever reason; at once when it does not run. */
    CompletableFuture<Void> onExit();

    /** Whether its process has ended because somebody told it to go: then it need not come back. */
    default boolean hasLeft() {
        return false;
    }

    /** Its process; empty when it does not run. */
    Optional<ProcessMark> process();
}
