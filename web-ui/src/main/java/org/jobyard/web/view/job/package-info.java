/** A job's page: head, log, timeline, outputs, input. */
package org.jobyard.web.view.job;
