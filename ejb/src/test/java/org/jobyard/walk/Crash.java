package org.jobyard.walk;

/** A node's process ends here. An error, so that nobody on the way catches it as a failure to be borne. */
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
        super("the node's process ends", null, false, false);
    }
}
