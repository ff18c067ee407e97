package org.jobyard.ra.publish;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** What waits to be published. Its memory is bounded: beyond the bound, messages are left in their intents. */
final class Backlog {
    private final long mostBytes;
    private final Deque<Work> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean disturbed;

    /** With the most bytes of bodies it keeps. */
    Backlog(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    synchronized void add(Work work) {
        if (bytes > mostBytes) {
            work.lighten();
        }
        bytes += work.bytes();
        waiting.addLast(work);
        // Somebody waits for it, if only to be told that there is no connection.
        disturbed |= work.caller() != null;
        notifyAll();
    }

    /** Puts works back, in their order, before all others. */
    synchronized void putBack(List<Work> works) {
        for (int i = works.size() - 1; i >= 0; i--) {
            bytes += works.get(i).bytes();
            waiting.addFirst(works.get(i));
        }
        notifyAll();
    }

    /** Takes up to {@code most}, after waiting up to {@code millis} for the first; fewer or none when disturbed. */
    synchronized List<Work> take(int most, long millis) throws InterruptedException {
        long end = System.nanoTime() + MILLISECONDS.toNanos(millis);
        long left = millis;
        while (waiting.isEmpty() && !disturbed && left > 0) {
            wait(left);
            left = NANOSECONDS.toMillis(end - System.nanoTime());
        }
        disturbed = false;
        List<Work> taken = new ArrayList<>();
        while (taken.size() < most && !waiting.isEmpty()) {
            Work work = waiting.removeFirst();
            bytes -= work.bytes();
            taken.add(work);
        }
        return taken;
    }

    /** Takes out those that callers wait for: there is no connection, and they have no intent. */
    synchronized Collection<Work> takeCallers() {
        List<Work> taken = new ArrayList<>();
        for (Iterator<Work> each = waiting.iterator(); each.hasNext(); ) {
            Work work = each.next();
            if (work.caller() != null) {
                bytes -= work.bytes();
                taken.add(work);
                each.remove();
            }
        }
        return taken;
    }

    /** Waits up to {@code millis}, unless disturbed, whatever there is to take. */
    synchronized void pause(long millis) throws InterruptedException {
        long end = System.nanoTime() + MILLISECONDS.toNanos(millis);
        long left = millis;
        while (!disturbed && left > 0) {
            wait(left);
            left = NANOSECONDS.toMillis(end - System.nanoTime());
        }
        disturbed = false;
    }

    /** Ends a wait: something else is to be looked after. */
    synchronized void disturb() {
        disturbed = true;
        notifyAll();
    }
}
