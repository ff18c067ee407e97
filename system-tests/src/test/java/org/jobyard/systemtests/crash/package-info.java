/** Processes are killed while jobs run; no accepted job may be lost. */
package org.jobyard.systemtests.crash;
