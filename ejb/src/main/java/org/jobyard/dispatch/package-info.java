/** The waiting line, the window of each type in the broker, and the message that gives a job to a worker. */
package org.jobyard.dispatch;
