package org.jobyard.walk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jobyard.messaging.Incoming;
import org.jobyard.sdk.message.EventKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.message.Progress;
import org.jobyard.sdk.message.Result;
import org.jobyard.sdk.message.WorkerHello;

/** What one start of a worker's process says. While it is not connected it keeps what must not be lost. */
final class Voice {
    /** For how many seconds a hello counts. */
    static final int LEASE = 30;

    private static final byte[] NOTHING = {'{', '}'};

    private final String name;
    private final UUID instance;
    private final SimulatedBroker broker;
    private final List<Incoming> unsent = new ArrayList<>();
    private boolean connected;

    Voice(String name, UUID instance, SimulatedBroker broker) {
        this.name = name;
        this.instance = instance;
        this.broker = broker;
    }

    UUID instance() {
        return instance;
    }

    boolean isConnected() {
        return connected;
    }

    /** The broker hears it; what it could not say before, {@link #catchUp} says. */
    void connect() {
        connected = true;
    }

    void cutOff() {
        connected = false;
    }

    void catchUp() {
        unsent.forEach(broker::publish);
        unsent.clear();
    }

    void say(EventKind kind, Dispatch about) {
        say(kind, about, Map.of(), NOTHING);
    }

    void hello(WorkerHello hello) {
        say(EventKind.HELLO, null, Map.of(), Json.write(hello));
    }

    /** It is half way. */
    void progress(Dispatch about) {
        say(EventKind.PROGRESS, about, Map.of(), Json.write(new Progress(1, 0.5, "half", null)));
    }

    /** The first byte of its output. */
    void log(Dispatch about) {
        say(EventKind.LOG, about, Map.of(Headers.STREAM, "stdout", Headers.OFFSET, "0"), new byte[] {'x'});
    }

    void result(Dispatch about, Outcome outcome) {
        Result result = new Result(1, outcome, null, 0, null, 0, 0, null, null, null, null);
        say(EventKind.RESULT, about, Map.of(), Json.write(result));
    }

    private void say(EventKind kind, Dispatch about, Map<String, String> more, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>(more);
        headers.put(Headers.EVENT, kind.wire());
        headers.put(Headers.WORKER, name);
        headers.put(Headers.WORKER_INSTANCE, instance.toString());
        if (about != null) {
            headers.put(Headers.JOB, about.job().toString());
            headers.put(Headers.EXECUTION, about.execution().toString());
        }
        Incoming event = new Incoming(null, null, null, headers, body);
        if (connected) {
            broker.publish(event);
        } else if (kind != EventKind.HELLO) {
            unsent.add(event);
        }
    }
}
