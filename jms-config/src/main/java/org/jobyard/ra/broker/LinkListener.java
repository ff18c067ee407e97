package org.jobyard.ra.broker;

/** Hears of the connection to the broker. Called by the one thread that keeps it up; must not wait long, nor throw. */
public interface LinkListener {
    /** The connection is up and the topology declared. */
    void up(Link link);

    /** The connection is gone: channels and deliveries of it are void. */
    void down();
}
