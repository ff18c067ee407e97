/** Tests of {@code org.jobyard.ra.message}. */
package org.jobyard.ra.message;
