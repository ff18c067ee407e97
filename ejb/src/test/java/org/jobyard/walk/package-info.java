/** A long way at random through all that can happen to jobs, and what must be true on it at every step and at its end. */
package org.jobyard.walk;
