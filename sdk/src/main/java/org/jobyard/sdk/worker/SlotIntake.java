package org.jobyard.sdk.worker;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Takes as many dispatches as there are free places, not one more: one consumer of one message a place. The consumer of
 * a place is cancelled before its dispatch is acknowledged, so a job of many hours keeps no other dispatch waiting
 * unacknowledged behind it, where nobody else could run it and the broker would lose patience. An offer whose consumer is gone,
 * with its connection or because nothing was to be taken for a while, keeps its place. When starts are throttled, it takes no
 * more than may start.
 */
final class SlotIntake extends Intake {
    private final StartThrottle throttle;
    private final Control control;
    private final Set<String> consumers = new HashSet<>();
    private final Set<Execution> offers = new HashSet<>();
    private int taken;
    private boolean waiting;

    /** When it may take no more, it looks again as soon as the next start is allowed. */
    SlotIntake(TypeOfWork work, StartThrottle throttle, Control control, Receiver receiver) {
        super(work, control, receiver);
        this.throttle = throttle;
        this.control = control;
    }

    @Override
    void offered(Execution execution) {
        offers.add(execution);
    }

    @Override
    void withdrawn(Execution execution) {
        offers.remove(execution);
        balance();
    }

    @Override
    void accepted(Execution execution) {
        offers.remove(execution);
        taken++;
        throttle.started();
        execution.delivery().filter(this::isCurrent).ifPresent(delivery -> {
            if (consumers.remove(delivery.consumer())) {
                cancel(delivery.consumer());
            }
        });
        acknowledge(execution);
        balance();
    }

    @Override
    void ended() {
        taken--;
        balance();
    }

    @Override
    void consumersLost() {
        consumers.clear();
    }

    @Override
    void balance() {
        int places = mayConsume() ? Math.max(0, work().capacity() - taken - offersWithoutConsumer()) : 0;
        int wanted = Math.min(places, throttle.free());
        if (wanted < places) {
            lookAgain();
        }
        while (consumers.size() > wanted) {
            String surplus = consumers.iterator().next();
            consumers.remove(surplus);
            cancel(surplus);
        }
        while (consumers.size() < wanted) {
            Optional<String> consumer = consume(1);
            if (consumer.isEmpty()) {
                return;
            }
            consumers.add(consumer.get());
        }
    }

    /** The others take the place of their consumer, which brings nothing more before they are answered. */
    private int offersWithoutConsumer() {
        return (int) offers.stream()
                .filter(offer -> offer.delivery()
                        .filter(delivery -> isCurrent(delivery) && consumers.contains(delivery.consumer()))
                        .isEmpty())
                .count();
    }

    private void lookAgain() {
        if (!waiting) {
            waiting = true;
            // A little later, because the wait is counted in whole milliseconds.
            control.schedule(throttle.untilNext().plusMillis(1), () -> {
                waiting = false;
                balance();
            });
        }
    }
}
