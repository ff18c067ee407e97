package org.jobyard.systemtests.crash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** A way to submit a job of which it matters whether it was accepted. Safe for threads. */
interface Submitter {
    /**
     * Submits once.
     *
     * @param key the same for each try of one job
     * @return the accepted job; empty when there was no answer, or one that says to try again
     * @throws IOException when the connection was lost: nobody knows whether the job was taken
     */
    Optional<UUID> submit(ObjectNode job, String key) throws IOException;
}
