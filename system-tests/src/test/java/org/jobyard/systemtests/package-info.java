/** Starts the real Jobyard for the tests in the packages below, and talks to it as its users do. */
package org.jobyard.systemtests;
