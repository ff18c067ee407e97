/** The EAR on a Payara Server. */
package org.jobyard.systemtests.server;
