/** Tests of {@code org.jobyard.ra.xa}. */
package org.jobyard.ra.xa;
