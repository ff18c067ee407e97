package org.jobyard.systemtests.crash;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets time pass between what is done at random, until it is over. Thread-safe. */
final class Pace {
    private final CountDownLatch over = new CountDownLatch(1);

    /** Returns after so much time, or when it is over: then false. */
    boolean goOnAfter(int millis) {
        try {
            return !over.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    void end() {
        over.countDown();
    }
}
