/** Tests of {@code org.jobyard.ra.inbound}. */
package org.jobyard.ra.inbound;
