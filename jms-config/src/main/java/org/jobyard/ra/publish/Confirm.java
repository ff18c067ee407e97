package org.jobyard.ra.publish;

/** Who waits for a message that is published outside any transaction. Exactly one of both is called, once. */
public interface Confirm {
    /** The broker has the message. Must not throw or wait. */
    void confirmed();

    /** There is no connection, or it was lost before the confirm: the message may or may not have arrived. */
    void failed(Exception reason);
}
