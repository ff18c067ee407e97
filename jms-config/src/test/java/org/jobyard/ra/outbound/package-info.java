/** Tests of {@code org.jobyard.ra.outbound}. */
package org.jobyard.ra.outbound;
