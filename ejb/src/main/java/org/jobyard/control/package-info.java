/** What people may do to a job that exists. */
package org.jobyard.control;
