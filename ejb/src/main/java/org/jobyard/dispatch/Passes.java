package org.jobyard.dispatch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Work that is asked for by key, one pass per key at a time on this node. A request that comes while one runs makes it run
 * once more, because the running one may have looked before what caused the request. Thread-safe.
 */
final class Passes<K> {
    private enum Pass {
        RUNNING,
        RUNNING_AND_AGAIN
    }

    private final Map<K, Pass> passes = new ConcurrentHashMap<>();

    /**
     * Does the work on the caller's thread, or has the thread that does it do it once more.
     *
     * @param work throws nothing; true when there may be more to do
     */
    void request(K key, Predicate<K> work) {
        Pass present = passes.merge(key, Pass.RUNNING, (running, asked) -> Pass.RUNNING_AND_AGAIN);
        if (present == Pass.RUNNING_AND_AGAIN) {
            return;
        }
        boolean again = true;
        while (again) {
            boolean more = work.test(key);
            again = passes.computeIfPresent(
                            key, (k, pass) -> pass == Pass.RUNNING_AND_AGAIN || more ? Pass.RUNNING : null)
                    != null;
        }
    }
}
