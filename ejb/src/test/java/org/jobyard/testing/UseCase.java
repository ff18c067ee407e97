package org.jobyard.testing;

/** A class of the core that asks something, for tests of who asks. */
public final class UseCase {
    private UseCase() {}

    /** Runs work as part of this use case. */
    public static void run(Runnable work) {
        work.run();
    }
}
