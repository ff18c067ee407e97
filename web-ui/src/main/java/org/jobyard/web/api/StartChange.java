package org.jobyard.web.api;

import java.time.Instant;

/**
 * What a client sends to change when a job may start.
 *
 * @param startAt not before; null: at once
 */
record StartChange(Instant startAt) {}
