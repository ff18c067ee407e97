/** Settings, clock, ids, errors and the order of the start. */
package org.jobyard.platform;
