package org.jobyard.sdk.amqp;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an outbox holds: first what was sent and is not confirmed, then what is still to be sent. Not thread-safe: its
 * outbox guards it.
 */
final class OutboxQueue {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxQueue.class);
    private static final long MEMORY_LIMIT = 16L << 20;
    private static final long SPOOL_LIMIT = 1L << 30;
    /** About what a message takes beside its body. */
    private static final int OVERHEAD = 512;

    private final Deque<Entry> unsent = new ArrayDeque<>();
    private final Deque<Entry> unconfirmed = new ArrayDeque<>();
    private final Optional<Spool> spool;
    private long memory;

    OutboxQueue(Optional<Spool> spool) {
        this.spool = spool;
    }

    void addFirst(OutgoingMessage message) {
        unsent.addFirst(hold(message, () -> {}));
    }

    void addLast(OutgoingMessage message, Runnable whenConfirmed) {
        unsent.addLast(hold(message, whenConfirmed));
    }

    /** The message to send next with its body; it counts as sent under that number from now on. */
    OutgoingMessage send(long number) throws IOException {
        Entry entry = unsent.getFirst();
        OutgoingMessage message = entry.slice == null
                ? entry.message
                : entry.message.withBody(spool.orElseThrow().read(entry.slice));
        unsent.removeFirst();
        entry.number = number;
        unconfirmed.addLast(entry);
        return message;
    }

    /** Lets go of what is confirmed and returns whom to tell. */
    List<Runnable> confirm(long number, boolean multiple) {
        List<Runnable> actions = new ArrayList<>();
        for (Iterator<Entry> entries = unconfirmed.iterator(); entries.hasNext(); ) {
            Entry entry = entries.next();
            if (entry.number > number) {
                break;
            }
            if (multiple || entry.number == number) {
                entries.remove();
                free(entry);
                actions.addAll(entry.actions);
            }
        }
        return actions;
    }

    /** What was sent and is not confirmed has to be sent again, before the rest. */
    void recall() {
        while (!unconfirmed.isEmpty()) {
            unsent.addFirst(unconfirmed.removeLast());
        }
    }

    /** Forgets the messages that are not worth keeping while the broker is away. */
    void dropFleeting() {
        for (Iterator<Entry> entries = unsent.iterator(); entries.hasNext(); ) {
            Entry entry = entries.next();
            if (!entry.message.keep()) {
                entries.remove();
                free(entry);
            }
        }
    }

    /** Has the action called with the confirmation of the last message; false when nothing waits. */
    boolean afterLast(Runnable action) {
        Entry last = unsent.isEmpty() ? unconfirmed.peekLast() : unsent.peekLast();
        return last != null && last.actions.add(action);
    }

    boolean hasUnsent() {
        return !unsent.isEmpty();
    }

    int unconfirmed() {
        return unconfirmed.size();
    }

    boolean isEmpty() {
        return unsent.isEmpty() && unconfirmed.isEmpty();
    }

    boolean isFull() {
        return memory > MEMORY_LIMIT && (spool.isEmpty() || spool.get().size() > SPOOL_LIMIT);
    }

    private Entry hold(OutgoingMessage message, Runnable whenConfirmed) {
        var entry = new Entry(message, whenConfirmed);
        if (spool.isPresent() && memory > MEMORY_LIMIT && message.body().length > 0) {
            try {
                entry.slice = spool.get().append(message.body());
                entry.message = message.withBody(new byte[0]);
            } catch (IOException e) {
                LOG.warn("cannot write to the spool, keeping the message in memory: {}", Reasons.of(e));
            }
        }
        memory += entry.cost();
        return entry;
    }

    private void free(Entry entry) {
        memory -= entry.cost();
        if (entry.slice != null) {
            spool.orElseThrow().release();
        }
    }

    private static final class Entry {
        private OutgoingMessage message;
        private Spool.Slice slice;
        private long number;
        private final List<Runnable> actions = new ArrayList<>(1);

        Entry(OutgoingMessage message, Runnable whenConfirmed) {
            this.message = message;
            actions.add(whenConfirmed);
        }

        int cost() {
            return OVERHEAD + message.body().length;
        }
    }
}
