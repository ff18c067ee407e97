/** The script worker: a process of its own that runs jobs of type {@code script} on this machine. */
package org.jobyard.worker;
