/** Tests of {@code org.jobyard.ra.broker}. */
package org.jobyard.ra.broker;
