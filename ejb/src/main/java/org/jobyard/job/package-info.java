/** The job and its state machine: what may happen to a job, with no server class in sight. */
package org.jobyard.job;
