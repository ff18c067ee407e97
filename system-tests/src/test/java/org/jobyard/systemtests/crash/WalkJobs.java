package org.jobyard.systemtests.crash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.jobyard.sdk.message.Json;

/** Jobs of all kinds, at random: most are very short, some fail, some wait, and some end only when they are cancelled. */
final class WalkJobs {
    /** How long one runs that is to be cancelled. */
    static final int FOR_EVER = 3_600_000;

    private WalkJobs() {}

    /** A job under a name of its own, or one that others have too. */
    static ObjectNode job(Random random, String own, String shared) {
        ObjectNode job = Json.object().put("name", own).put("priority", random.nextInt(10));
        if (random.nextInt(5) == 0) {
            job.put("name", shared).put("sameName", random.nextBoolean() ? "QUEUE" : "REJECT");
        }
        if (random.nextInt(10) == 0) {
            job.put("startAt", Instant.now().plusMillis(random.nextInt(10_000)).toString());
        }
        int kind = random.nextInt(20);
        if (kind < 12) {
            quick(random, job);
        } else if (kind < 16) {
            slow(random, job);
        } else {
            job.put("type", WalkWorker.LIMITED).putObject("parameters").put("millis", 20 + random.nextInt(200));
        }
        return job;
    }

    private static void quick(Random random, ObjectNode job) {
        job.put("type", WalkWorker.QUICK);
        ObjectNode parameters = job.putObject("parameters").put("millis", random.nextInt(20));
        if (random.nextInt(6) == 0) {
            parameters.put("failures", 1 + random.nextInt(4));
        }
        if (random.nextInt(4) == 0) {
            job.putObject("retry").put("attempts", 1 + random.nextInt(3)).put("delay", "PT1S");
        }
    }

    private static void slow(Random random, ObjectNode job) {
        job.put("type", WalkWorker.SLOW);
        boolean forEver = random.nextInt(10) == 0;
        job.putObject("parameters").put("millis", forEver ? FOR_EVER : 100 + random.nextInt(1500));
        if (!forEver && random.nextInt(10) == 0) {
            job.put("timeout", Duration.ofMillis(100 + random.nextInt(900)).toString());
        }
    }

    /** Whether it ends only when somebody cancels it. */
    static boolean isForEver(ObjectNode job) {
        return job.path("parameters").path("millis").asInt() == FOR_EVER;
    }
}
