/** Messages as the core sends and reads them, and their way through JMS. */
package org.jobyard.messaging;
