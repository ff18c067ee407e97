package org.jobyard.sdk.worker;

/**
 * One type of job that the worker takes.
 *
 * @param type its name
 * @param handler does the work
 * @param capacity how many run at once
 * @param policy when they start
 */
record TypeOfWork(String type, JobHandler handler, int capacity, StartPolicy policy) {
    TypeOfWork {
        // It becomes a routing key and part of a queue's name.
        if (!type.matches("[A-Za-z][A-Za-z0-9_.-]{0,99}")) {
            throw new IllegalArgumentException("no valid type of job: " + type);
        }
        if (capacity < 1) {
            throw new IllegalArgumentException("the capacity for " + type + " is at least 1");
        }
    }
}
