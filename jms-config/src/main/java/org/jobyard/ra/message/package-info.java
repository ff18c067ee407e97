/** Messages between their three forms: Jakarta Messaging, AMQP, and the bytes of an intent. */
package org.jobyard.ra.message;
