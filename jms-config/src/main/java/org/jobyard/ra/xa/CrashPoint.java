package org.jobyard.ra.xa;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The points of the protocol at which a test may end the process as a power cut would, or hold it while something else is
 * made to fail. Armed only by the system property {@value #PROPERTY}: the name of a point, optionally with {@code :n} for
 * the n-th time it is reached; or {@code @} and the path of a file, which may come and go while the process runs and says
 * {@code halt NAME} or {@code hold NAME}. A thread that is held writes a file beside it, with {@code .held} added to its
 * name, and goes on when the orders are gone.
 */
public enum CrashPoint {
    /** A batch has been handed to the container, its transaction has begun. */
    DELIVERY,
    /** The application sends its first message in a transaction: what it has written before is written, not committed. */
    ROW_WRITTEN,
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

    private static final long LOOK_MILLIS = 20;

    private static final String ARMED;
    private static final AtomicInteger LEFT;
    private static final Path ORDERS;
    private static final Path HELD;

    static {
        String property = System.getProperty(PROPERTY, "");
        boolean inFile = property.startsWith("@");
        ORDERS = inFile ? Path.of(property.substring(1)) : null;
        HELD = inFile ? Path.of(property.substring(1) + ".held") : null;
        String[] setting = property.split(":", 2);
        ARMED = inFile ? "" : setting[0];
        LEFT = new AtomicInteger(setting.length > 1 && !inFile ? Integer.parseInt(setting[1]) : 1);
    }

    /** Ends the process without any cleanup, or waits, if this point is armed and reached for the chosen time. */
    public void reached() {
        if (ORDERS != null) {
            obey();
        } else if (!ARMED.isEmpty() && ARMED.equals(name()) && LEFT.decrementAndGet() == 0) {
            halt();
        }
    }

    private void halt() {
        System.err.println("crash point " + name() + ": halting");
        System.err.flush();
        Runtime.getRuntime().halt(137);
    }

    private void obey() {
        if (!Files.exists(ORDERS)) {
            return;
        }
        try {
            String order = Files.readString(ORDERS).strip();
            if (order.equals("halt " + name())) {
                halt();
            } else if (order.equals("hold " + name())) {
                hold();
            }
        } catch (IOException e) {
            // The test has just taken its order back.
            System.err.println("crash point " + name() + ": " + e);
        }
    }

    private static void hold() throws IOException {
        Files.writeString(HELD, "held");
        try {
            while (Files.exists(ORDERS)) {
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
