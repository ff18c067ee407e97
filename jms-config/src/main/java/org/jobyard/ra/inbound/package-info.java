/** Delivery to message-driven beans: subscription, batches, redelivery after growing delays, dead letters. */
package org.jobyard.ra.inbound;
