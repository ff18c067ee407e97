/** What the tests of the core share: a real database, JPA without a server, and the core's beans wired by hand. */
package org.jobyard.testing;
