package org.jobyard.sdk.worker;

import java.util.UUID;

/**
 * Who sends an event.
 *
 * @param name unique among live workers; also the key of its commands
 * @param instance fresh at each start of the process
 */
record WorkerIdentity(String name, UUID instance) {}
