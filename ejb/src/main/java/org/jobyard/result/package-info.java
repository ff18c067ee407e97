/** How a job's execution ends, and its one result for the submitter. */
package org.jobyard.result;
