package org.jobyard.walk;

import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The short walk is always the same, so that it fails for a change and not for its luck; the long ones are new in each run.
 * {@code -Djobyard.walk.seed=...} goes one again, {@code -Djobyard.walk.steps=...} says how far.
 */
class WalkTest {
    private static final long SEED = 20_261_122;
    private static final int STEPS = 1000;
    private static final int LONG_STEPS = 10_000;
    private static final Logger CORE = Logger.getLogger("org.jobyard");

    private Level level;

    /** What the walk breaks on purpose is no news. */
    @BeforeEach
    void quiet() {
        level = CORE.getLevel();
        CORE.setLevel(Level.SEVERE);
    }

    @AfterEach
    void loud() {
        CORE.setLevel(level);
    }

    private static void walk(long defaultSeed, int steps) {
        long seed = Long.getLong("jobyard.walk.seed", defaultSeed);
        System.out.println(new Walk(seed).go(Integer.getInteger("jobyard.walk.steps", steps)));
    }

    @Test
    void whateverHappensEachJobGoesItsWayByTheRulesAndEndsOnce() {
        walk(SEED, STEPS);
    }

    @Tag("long")
    @RepeatedTest(3)
    void theSameOnALongWay() {
        walk(new Random().nextLong(), LONG_STEPS);
    }
}
