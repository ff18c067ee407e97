/** Signals by which a process is asked to end. */
package org.jobyard.sdk.signal;
