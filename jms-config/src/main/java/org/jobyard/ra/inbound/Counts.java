package org.jobyard.ra.inbound;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts of one endpoint. */
final class Counts {
    final LongAdder delivered = new LongAdder();
    final LongAdder redelivered = new LongAdder();
    final LongAdder dead = new LongAdder();
    final LongAdder batches = new LongAdder();
    final LongAdder batchMessages = new LongAdder();
    final LongAdder listenerNanos = new LongAdder();
    final AtomicInteger inFlight = new AtomicInteger();
}
