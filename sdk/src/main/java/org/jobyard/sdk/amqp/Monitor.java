package org.jobyard.sdk.amqp;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Guards what several threads change, and wakes those who wait for a change. An action may enter again. */
final class Monitor {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** What is done alone. */
    interface Action<T, E extends Exception> {
        T perform() throws E;
    }

    /** Does it alone; whoever waits looks again. */
    <T, E extends Exception> T get(Action<T, E> action) throws E {
        lock.lock();
        try {
            return action.perform();
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }

    /** Does it alone; whoever waits looks again. */
    void change(Runnable action) {
        get(() -> {
            action.run();
            return true;
        });
    }

    /** Waits until the condition holds, however long that takes. */
    void awaitUntil(BooleanSupplier condition) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!condition.getAsBoolean()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the condition holds.
     *
     * @return whether it does, in the given time
     */
    boolean awaitUntil(BooleanSupplier condition, long atMostNanos) throws InterruptedException {
        long left = atMostNanos;
        lock.lockInterruptibly();
        try {
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits as long as it is told to, and asks anew after each change.
     *
     * @param pause nanoseconds; 0 or less: not any longer
     */
    void pauseFor(LongSupplier pause) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            for (long nanos = pause.getAsLong(); nanos > 0; nanos = pause.getAsLong()) {
                changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }
}
