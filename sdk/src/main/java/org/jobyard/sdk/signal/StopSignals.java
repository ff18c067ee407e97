package org.jobyard.sdk.signal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process does when it is asked to end, by SIGTERM or SIGINT. A JVM by itself begins its shutdown at the first signal
 * and is deaf to others, and there is no order among shutdown hooks; so whoever has to do something before them, or at a
 * second signal, takes the signals. {@code sun.misc.Signal} is the one way to that, exported by {@code jdk.unsupported} and
 * called by reflection, as its use is a warning.
 */
public final class StopSignals {
    /** Called on a thread of its own for each signal. */
    @FunctionalInterface
    public interface Listener {
        /**
         * The process is asked to end.
         *
         * @param number of the request, from 1
         * @param end does what the JVM does by itself: begins the shutdown, and does not return; while one is under way,
         *     it waits for its end
         */
        void asked(int number, Runnable end);
    }

    private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);

    private StopSignals() {}

    /**
     * Has a listener called from now on.
     *
     * @return puts back what was before; to be called when the listener's class goes while the JVM stays
     */
    public static Runnable listen(Listener listener) {
        var requests = new AtomicInteger();
        List<Runnable> before = new ArrayList<>();
        for (String name : List.of("TERM", "INT")) {
            try {
                before.add(take(name, listener, requests));
            } catch (InvocationTargetException e) {
                // The JVM was told not to take signals (-Xrs), or another part of it has this one.
                LOG.warn(
                        "SIG{} ends this process without further ado: {}",
                        name,
                        e.getCause().getMessage());
            } catch (ReflectiveOperationException e) {
                LOG.warn("SIG{} ends this process without further ado: this JVM has no sun.misc.Signal", name);
            }
        }
        return () -> before.forEach(Runnable::run);
    }

    private static Runnable take(String name, Listener listener, AtomicInteger requests)
            throws ReflectiveOperationException {
        Class<?> signalClass = Class.forName("sun.misc.Signal");
        Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
        Method set = signalClass.getMethod("handle", signalClass, handlerClass);
        Method handle = handlerClass.getMethod("handle", signalClass);
        Object signal = signalClass.getConstructor(String.class).newInstance(name);
        Object[] before = new Object[1];
        Object handler = Proxy.newProxyInstance(
                StopSignals.class.getClassLoader(), new Class<?>[] {handlerClass}, (proxy, method, arguments) -> {
                    if (method.equals(handle)) {
                        listener.asked(requests.incrementAndGet(), () -> call(handle, before[0], signal));
                        return null;
                    }
                    return method.invoke(name, arguments);
                });
        before[0] = set.invoke(null, signal, handler);
        if (handlerClass.getField("SIG_IGN").get(null).equals(before[0])) {
            // Whoever started this process wants it to be deaf to that signal, as a shell does for what runs behind it.
            set.invoke(null, signal, before[0]);
            return () -> {};
        }
        return () -> call(set, null, signal, before[0]);
    }

    private static void call(Method method, Object target, Object... arguments) {
        try {
            method.invoke(target, arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the JVM's own handling of signals cannot be called", e);
        }
    }
}
