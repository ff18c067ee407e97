/**
 * The adapter's side of a transaction: the branch, its XA resource, the synchronization that writes the intent, and the
 * named points at which tests stop the process.
 */
package org.jobyard.ra.xa;
