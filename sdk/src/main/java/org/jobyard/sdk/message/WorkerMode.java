package org.jobyard.sdk.message;

/** What a worker does with work: told by {@link CommandKind#MODE}, and said by the worker in each hello. */
public enum WorkerMode {
    /** It takes work. */
    ACTIVE,
    /** It takes nothing new and keeps what it has, until it is told to be active again. */
    SUSPENDED,
    /** It takes nothing new, finishes what it has, and then goes; until then it can be made active again. */
    QUIESCING,
    /** It goes: what it runs is ended and runs elsewhere. Nothing undoes this. */
    STOPPING
}
