/** The one armed timer and what is done when something is due; schedules and what becomes of their slots. */
package org.jobyard.schedule;
