/** Log chunks of running jobs, finished logs and outputs in the store. */
package org.jobyard.log;
