/** Publishing after the commit: proof, pipelined confirms, what comes back, and the end of the intents. */
package org.jobyard.ra.publish;
