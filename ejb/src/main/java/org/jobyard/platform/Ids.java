package org.jobyard.platform;

import java.util.UUID;

/** Where ids come from. */
public interface Ids {
    /** A fresh id whose order is the order of time (UUIDv7), for rows. */
    UUID next();

    /** A fresh id that nobody can guess (UUIDv4), for executions. */
    UUID secret();
}
