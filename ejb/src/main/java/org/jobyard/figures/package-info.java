/** What is counted of jobs over time: ends, start delays and backlogs, in slices that are kept however long the jobs are. */
package org.jobyard.figures;
