package org.jobyard.walk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.jobyard.messaging.Incoming;
import org.jobyard.messaging.Outgoing;
import org.jobyard.sdk.message.EventKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Queues;

/**
 * Queues that lose nothing that is to be kept. Events come in batches, some twice and some out of their order, as two
 * listeners and a lost acknowledgement make it.
 */
final class SimulatedBroker {
    private static final int BATCH = 40;

    private final Random random;
    private final Map<String, List<Dispatch>> work = new HashMap<>();
    private final List<Incoming> events = new ArrayList<>();
    private final Map<String, Consumer<Outgoing>> listeners = new HashMap<>();
    private final Map<UUID, List<String>> results = new HashMap<>();
    private final List<UUID> deadLetters = new ArrayList<>();
    private Consumer<Dispatch> watcher = dispatch -> {};
    private int delivered;
    private int repeated;

    SimulatedBroker(Random random) {
        this.random = random;
    }

    /** Shows each dispatch as it leaves the server. */
    void watch(Consumer<Dispatch> dispatches) {
        watcher = dispatches;
    }

    /** Takes what the server sends. */
    void accept(List<Outgoing> messages) {
        messages.forEach(this::accept);
    }

    private void accept(Outgoing message) {
        if (message.exchange().equals(Queues.WORK_EXCHANGE)) {
            Dispatch dispatch = Dispatch.of(message);
            watcher.accept(dispatch);
            work.computeIfAbsent(dispatch.type(), type -> new ArrayList<>()).add(dispatch);
        } else if (message.exchange().equals(Queues.COMMAND_EXCHANGE)) {
            listeners.getOrDefault(message.routingKey(), nobody -> {}).accept(message);
        } else if (message.routingKey().equals(Queues.DEAD_LETTERS)) {
            deadLetters.add(Dispatch.id(message, Headers.JOB));
        } else if (EventKind.RESULT.wire().equals(message.headers().get(Headers.EVENT))) {
            results.computeIfAbsent(Dispatch.id(message, Headers.JOB), job -> new ArrayList<>())
                    .add(new String(message.body(), java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    /** Commands to a worker go there from now on; null: to nobody. */
    void listen(String worker, Consumer<Outgoing> listener) {
        if (listener == null) {
            listeners.remove(Queues.commandKey(worker));
        } else {
            listeners.put(Queues.commandKey(worker), listener);
        }
    }

    /** The next dispatch of a type; null: none. */
    Dispatch take(String type) {
        List<Dispatch> queue = work.getOrDefault(type, List.of());
        return queue.isEmpty() ? null : queue.remove(0);
    }

    /** Gives a dispatch back that was not acknowledged. */
    void giveBack(Dispatch dispatch) {
        work.computeIfAbsent(dispatch.type(), type -> new ArrayList<>()).add(0, dispatch);
    }

    /** How many dispatches of a type wait. */
    int ready(String type) {
        return work.getOrDefault(type, List.of()).size();
    }

    /** An event of a worker's. */
    void publish(Incoming event) {
        events.add(event);
    }

    boolean hasEvents() {
        return !events.isEmpty();
    }

    /** A batch for a listener, which is to say afterwards that it is done, or it comes again. */
    List<Incoming> batch() {
        List<Incoming> batch = new ArrayList<>();
        int size = Math.min(events.size(), 1 + random.nextInt(BATCH));
        // The other listener holds some that came before.
        int from = random.nextInt(4) == 0 ? random.nextInt(events.size() - size + 1) : 0;
        batch.addAll(events.subList(from, from + size));
        if (random.nextInt(5) == 0) {
            batch.add(batch.get(random.nextInt(batch.size())));
            repeated++;
        }
        return batch;
    }

    /** A batch is done; some of it may come again all the same. */
    void done(List<Incoming> batch) {
        delivered += batch.size();
        events.removeAll(batch);
        if (random.nextInt(20) == 0) {
            events.add(random.nextInt(events.size() + 1), batch.get(random.nextInt(batch.size())));
            repeated++;
        }
    }

    /** The results that submitters got, by job. */
    Map<UUID, List<String>> results() {
        return results;
    }

    /** Of which jobs events were given up. */
    List<UUID> deadLetters() {
        return deadLetters;
    }

    /** What there was, for people. */
    String counts() {
        return "%d worker events of which %d came again".formatted(delivered, repeated);
    }
}
