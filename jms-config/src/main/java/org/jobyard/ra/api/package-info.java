/**
 * What applications may use of the resource adapter beyond the Jakarta interfaces: the batch listener, destinations and
 * properties that only AMQP has, and the control that opens the endpoints and tells how the messaging fares.
 */
package org.jobyard.ra.api;
