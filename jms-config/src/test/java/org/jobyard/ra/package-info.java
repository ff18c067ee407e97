/** Tests of {@code org.jobyard.ra}. */
package org.jobyard.ra;
