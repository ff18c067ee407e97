/** Tests of the private services, each with real processes. */
package org.jobyard.embedded;
