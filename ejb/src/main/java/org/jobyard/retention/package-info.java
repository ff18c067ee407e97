/** Deletes what is old: jobs with all that belongs to them, slots of schedules, dead letters. In small steps, in the background. */
package org.jobyard.retention;
