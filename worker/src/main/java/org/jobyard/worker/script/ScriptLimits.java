package org.jobyard.worker.script;

import java.time.Duration;

/**
 * What scripts may do.
 *
 * @param searchPath value of PATH
 * @param grace time between SIGTERM and SIGKILL
 * @param logBytes most bytes of each output stream
 */
public record ScriptLimits(String searchPath, Duration grace, long logBytes) {}
