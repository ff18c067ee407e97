/** When schedules have their slots. Plain Java: no database, no clock. */
package org.jobyard.schedule.times;
