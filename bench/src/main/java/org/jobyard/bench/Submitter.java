package org.jobyard.bench;

/** One way to submit a job; several threads use it at the same time. */
interface Submitter {
    /** Returns when the server has said that the job is durable. */
    void submit(String name) throws Exception;
}
