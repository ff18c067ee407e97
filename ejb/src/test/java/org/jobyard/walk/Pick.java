package org.jobyard.walk;

import java.util.List;
import java.util.Random;

/** Chooses at random. */
final class Pick {
    private Pick() {}

    @SafeVarargs
    static <T> T one(Random random, T... of) {
        return of[random.nextInt(of.length)];
    }

    static <T> T one(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
