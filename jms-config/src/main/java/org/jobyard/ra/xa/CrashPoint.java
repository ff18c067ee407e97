package org.jobyard.ra.xa;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The points of the protocol at which a test may end the process as a power cut would. Armed only by the system property
 * {@value #PROPERTY}, whose value is the name of a point, optionally with {@code :n} for the n-th time it is reached.
 */
public enum CrashPoint {
    /** A batch has been handed to the container, its transaction has begun. */
    DELIVERY,
    /** A message sent in a transaction is held. */
    MESSAGE_HELD,
    /** The intent is written, the transaction not yet prepared. */
    INTENT_WRITTEN,
    /** The adapter has voted; whether the database has, depends on the order in which both were enlisted. */
    PREPARED,
    /** The transaction manager has decided to commit and told the adapter. */
    DECIDED,
    /** The transaction manager reports the transaction as committed. */
    COMMITTED,
    /** The first message of a committed transaction is on its way to the broker. */
    FIRST_PUBLISHED,
    /** All messages of a committed transaction are on their way. */
    LAST_PUBLISHED,
    /** The broker has confirmed all messages of a transaction. */
    CONFIRMED,
    /** The deliveries of the transaction are acknowledged. */
    ACKNOWLEDGED,
    /** The intents of finished transactions are deleted. */
    INTENTS_DELETED;

    /** Name of the system property that arms one point. */
    public static final String PROPERTY = "jobyard.crash";

    private static final String ARMED;
    private static final AtomicInteger LEFT;

    static {
        String[] setting = System.getProperty(PROPERTY, "").split(":", 2);
        ARMED = setting[0];
        LEFT = new AtomicInteger(setting.length > 1 ? Integer.parseInt(setting[1]) : 1);
    }

    /** Ends the process without any cleanup if this point is armed and reached for the chosen time. */
    public void reached() {
        if (!ARMED.isEmpty() && ARMED.equals(name()) && LEFT.decrementAndGet() == 0) {
            System.err.println("crash point " + name() + ": halting");
            System.err.flush();
            Runtime.getRuntime().halt(137);
        }
    }
}
