/** The workers that say hello, their leases, and what becomes of the jobs of a lost one. */
package org.jobyard.workers;
