package org.jobyard.bench;

import java.util.List;

/** One way to submit jobs; several threads use it at the same time. */
interface Submitter extends AutoCloseable {
    /** Returns when the server has said that the jobs of these names are durable. */
    void submit(List<String> names) throws Exception;

    /** How many to submit at once. */
    int batch();

    @Override
    default void close() {}
}
