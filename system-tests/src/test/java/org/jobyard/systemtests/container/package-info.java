/** Tests that run inside Payara Micro, beside the application's own beans. */
package org.jobyard.systemtests.container;
