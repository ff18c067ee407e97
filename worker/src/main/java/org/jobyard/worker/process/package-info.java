/**
 * Operating system processes: running a script in a session of its own, and ending every process of it, also when this
 * worker itself was killed.
 */
package org.jobyard.worker.process;
