/** The console as a person meets it: in a real browser, with mouse and with keyboard alone. */
package org.jobyard.systemtests.browser;
