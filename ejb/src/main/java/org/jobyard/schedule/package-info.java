/** The one armed timer, and what is done when something is due. */
package org.jobyard.schedule;
