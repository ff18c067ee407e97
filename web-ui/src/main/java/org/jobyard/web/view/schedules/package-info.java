/** Schedules: the list, and the page of one. */
package org.jobyard.web.view.schedules;
