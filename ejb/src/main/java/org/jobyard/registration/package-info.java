/** The transaction that makes jobs durable and dispatches those that may run. */
package org.jobyard.registration;
