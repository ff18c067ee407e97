package org.jobyard.bench;

import java.io.IOException;

/** How jobs are submitted. */
enum Way {
    /** Over HTTP, a request for each job. */
    REST,
    /** Over HTTP, a hundred jobs with each request. */
    BULK,
    /** Over AMQP with the SDK, a hundred jobs on their way for each submitter. */
    SDK;

    private static final int MANY = 100;

    Submitter submitter(Target target) throws IOException {
        return switch (this) {
            case REST -> new RestSubmitter(target.api(), target.token());
            case BULK -> new BulkSubmitter(target.api(), target.token(), MANY);
            case SDK -> new SdkSubmitter(target, MANY);
        };
    }

    /** How many submitters are usual. */
    int submitters() {
        return this == REST ? 32 : 4;
    }

    String text() {
        return switch (this) {
            case REST -> "over REST, one by one";
            case BULK -> "over REST, " + MANY + " with a request";
            case SDK -> "over AMQP with the SDK, " + MANY + " on their way each";
        };
    }
}
