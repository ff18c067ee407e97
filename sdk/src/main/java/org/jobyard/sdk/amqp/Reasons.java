package org.jobyard.sdk.amqp;

/** Short texts for the log: the broker's client hides the useful one in the cause. */
final class Reasons {
    private Reasons() {}

    static String of(Throwable e) {
        Throwable deepest = e;
        while (deepest != null && deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest);
    }
}
