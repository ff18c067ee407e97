package org.jobyard.sdk.worker;

import java.util.Optional;

/**
 * Takes very short work in a stream: one consumer, with as many dispatches on the way as keep all places busy while the
 * server's answers travel.
 */
final class StreamIntake extends Intake {
    /** Dispatches that wait for their acknowledgement, in proportion to the places. */
    private static final int AHEAD = 16;
    /** RabbitMQ's limit is 65535. */
    private static final int LONGEST_WINDOW = 2_000;

    private Optional<String> consumer = Optional.empty();

    StreamIntake(TypeOfWork work, Control control, Receiver receiver) {
        super(work, control, receiver);
    }

    @Override
    void offered(Execution execution) {
        // What is on the way is bounded by the consumer.
    }

    @Override
    void withdrawn(Execution execution) {
        // As with what is offered.
    }

    @Override
    void accepted(Execution execution) {
        acknowledge(execution);
    }

    @Override
    void ended() {
        // Places are those of the pool of threads.
    }

    @Override
    void consumersLost() {
        consumer = Optional.empty();
    }

    @Override
    void balance() {
        if (mayConsume() && consumer.isEmpty()) {
            consumer = consume(Math.min(work().capacity() * AHEAD, LONGEST_WINDOW));
        } else if (!mayConsume() && consumer.isPresent()) {
            cancel(consumer.get());
            consumer = Optional.empty();
        }
    }
}
