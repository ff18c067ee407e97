package org.jobyard.sdk.worker;

/** Something that runs and can be held. Its methods are called on the worker's control thread, one at a time, and are quick. */
public interface Pausable {
    /** Has nothing of it run any more. */
    void pause();

    /** Lets it go on. */
    void resume();
}
