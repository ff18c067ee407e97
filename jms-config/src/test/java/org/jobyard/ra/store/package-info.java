/** Tests of {@code org.jobyard.ra.store}. */
package org.jobyard.ra.store;
