package org.jobyard.ra.publish;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jobyard.ra.message.OutboundMessage;
import org.jobyard.ra.xa.CrashPoint;

/** One channel in confirm mode with what is on its way. Publishes from one thread; confirms come on the client's. */
final class PublishSession {
    /** What the session reports, on the AMQP client's thread. */
    interface Events {
        /** The broker has taken the message. */
        void confirmed(Work work);

        /** No queue took the message; {@code again}: not for the first time. */
        void returned(Work work, OutboundMessage message, int code, String reason, boolean again);

        /** There is no such exchange. True when there will be: the session is then given up, and all is published again. */
        boolean willExist(String exchange);

        /** The broker has refused the message. */
        void refused(Work work, OutboundMessage message);

        /** The channel is closed. */
        void ended();
    }

    /** A message on its way; {@code reason} is set when it came back. */
    private static final class Pending {
        final Work work;
        final OutboundMessage message;
        final boolean again;
        final long sentNanos = System.nanoTime();
        volatile int code;
        volatile String reason;

        Pending(Work work, OutboundMessage message, boolean again) {
            this.work = work;
            this.message = message;
            this.again = again;
        }
    }

    private final Connection connection;
    private final Channel channel;
    private final Events events;
    private final ConcurrentNavigableMap<Long, Pending> pending = new ConcurrentSkipListMap<>();
    /** Messages of a work whose publishing failed before their turn. Used by the publishing thread only. */
    private final List<Pending> unsent = new ArrayList<>();

    private final Object room = new Object();
    private volatile boolean waitingForRoom;
    private final Set<String> knownExchanges = new HashSet<>(Set.of(""));

    PublishSession(Connection connection, Events events) throws IOException {
        this.connection = connection;
        this.events = events;
        this.channel = connection.createChannel();
        channel.confirmSelect();
        channel.addReturnListener(this::onReturn);
        channel.addConfirmListener(
                (tag, multiple) -> settle(tag, multiple, true), (tag, multiple) -> settle(tag, multiple, false));
        channel.addShutdownListener(cause -> {
            tellRoom();
            events.ended();
        });
    }

    /** Publishes all messages of a work. After an exception, {@link #unconfirmed} has what must be published again. */
    void publish(Work work) throws IOException {
        List<OutboundMessage> messages = work.messages();
        work.publishing();
        int next = 0;
        try {
            while (next < messages.size()) {
                // Counted before it is sent: once it is pending, it is not to be among the unsent.
                OutboundMessage message = messages.get(next++);
                send(work, message, false);
                if (next == 1) {
                    CrashPoint.FIRST_PUBLISHED.reached();
                }
            }
        } finally {
            messages.subList(next, messages.size()).forEach(message -> unsent.add(new Pending(work, message, false)));
        }
        CrashPoint.LAST_PUBLISHED.reached();
    }

    /** Publishes one message of a work, again or to another place. */
    void publishAgain(Work work, OutboundMessage message) throws IOException {
        send(work, message, true);
    }

    private void send(Work work, OutboundMessage message, boolean again) throws IOException {
        long number = channel.getNextPublishSeqNo();
        pending.put(number, new Pending(work, message, again));
        if (exists(message.exchange())) {
            channel.basicPublish(message.exchange(), message.routingKey(), true, message.properties(), message.body());
        } else if (events.willExist(message.exchange())) {
            throw new IOException("the exchange " + message.exchange() + " is gone");
        } else {
            pending.remove(number);
            events.returned(work, message, AMQP.NOT_FOUND, "NO_EXCHANGE", again);
        }
    }

    /** Publishing to an exchange that does not exist closes the channel, and all on their way with it: ask before. */
    private boolean exists(String exchange) throws IOException {
        if (knownExchanges.contains(exchange)) {
            return true;
        }
        Channel question = connection.createChannel();
        try {
            question.exchangeDeclarePassive(exchange);
            knownExchanges.add(exchange);
            return true;
        } catch (IOException e) {
            if (!connection.isOpen()) {
                throw e;
            }
            return false;
        } finally {
            question.abort();
        }
    }

    /** Waits up to {@code millis} until fewer than {@code most} messages are on their way; false when it lasts. */
    boolean awaitRoom(int most, long millis) throws InterruptedException {
        if (pending.size() < most) {
            return true;
        }
        synchronized (room) {
            waitingForRoom = true;
            long end = System.nanoTime() + MILLISECONDS.toNanos(millis);
            long left = millis;
            while (pending.size() >= most && channel.isOpen() && left > 0) {
                room.wait(left);
                left = NANOSECONDS.toMillis(end - System.nanoTime());
            }
            waitingForRoom = false;
        }
        return pending.size() < most;
    }

    private void tellRoom() {
        if (waitingForRoom) {
            synchronized (room) {
                room.notifyAll();
            }
        }
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Age of the oldest message without an answer, in nanoseconds; 0: none is on its way. */
    long oldestNanos() {
        Map.Entry<Long, Pending> oldest = pending.firstEntry();
        return oldest == null ? 0 : System.nanoTime() - oldest.getValue().sentNanos;
    }

    /** Closes the channel. */
    void abort() {
        try {
            channel.abort();
        } catch (IOException e) {
            // It is closed then.
            events.ended();
        }
    }

    /** A message that has come back and was to be published again: it counts among {@link #unconfirmed}. */
    void leave(Work work, OutboundMessage message) {
        unsent.add(new Pending(work, message, true));
    }

    /** The works with messages that have no answer yet, in order, each left with just those messages. */
    List<Work> unconfirmed() {
        Map<Work, List<OutboundMessage>> rest = new LinkedHashMap<>();
        for (Map.Entry<Long, Pending> next = pending.pollFirstEntry(); next != null; next = pending.pollFirstEntry()) {
            Pending lost = next.getValue();
            rest.computeIfAbsent(lost.work, w -> new ArrayList<>()).add(lost.message);
        }
        unsent.forEach(
                lost -> rest.computeIfAbsent(lost.work, w -> new ArrayList<>()).add(lost.message));
        unsent.clear();
        rest.forEach(Work::left);
        return List.copyOf(rest.keySet());
    }

    private void onReturn(
            int code, String reason, String exchange, String key, BasicProperties properties, byte[] body) {
        // A return names no sequence number. Messages alike in all of this are returned alike.
        for (Pending candidate : pending.values()) {
            if (candidate.reason == null && candidate.message.isLike(exchange, key, properties)) {
                candidate.code = code;
                candidate.reason = reason;
                return;
            }
        }
    }

    private void settle(long tag, boolean multiple, boolean taken) {
        if (multiple) {
            ConcurrentNavigableMap<Long, Pending> upTo = pending.headMap(tag, true);
            for (Map.Entry<Long, Pending> next = upTo.pollFirstEntry(); next != null; next = upTo.pollFirstEntry()) {
                settle(next.getValue(), taken);
            }
        } else {
            settle(pending.remove(tag), taken);
        }
        tellRoom();
    }

    private void settle(Pending answered, boolean taken) {
        if (answered == null) {
            return;
        }
        if (!taken) {
            events.refused(answered.work, answered.message);
        } else if (answered.reason != null) {
            events.returned(answered.work, answered.message, answered.code, answered.reason, answered.again);
        } else {
            events.confirmed(answered.work);
        }
    }
}
