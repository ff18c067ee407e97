package org.jobyard.security;

/** By which way a caller came in. */
public enum AccessPath {
    /** Signed in at the console. */
    FORM,
    /** A bearer token on the API. */
    TOKEN,
    /** A token on a message. */
    AMQP,
    /** Jobyard itself. */
    SYSTEM
}
