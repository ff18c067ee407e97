package org.jobyard.status;

/** An event that can never be applied, whatever is tried. */
class UnusableEventException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableEventException(String reason) {
        super(reason);
    }

    UnusableEventException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
