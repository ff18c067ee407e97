package org.jobyard.job;

/** For what a job in {@link JobState#WAITING} waits. */
public enum WaitReason {
    /** No worker of its type listens: none was ever seen, or the queue of its type is gone. */
    NO_WORKER,
    /** It stands in its type's line. */
    WORKERS_BUSY,
    /** As many run as a limit allows. */
    LIMITED,
    /** Somebody holds its type or its tenant. */
    HELD,
    /** Another job has its name. */
    NAME_TAKEN
}
