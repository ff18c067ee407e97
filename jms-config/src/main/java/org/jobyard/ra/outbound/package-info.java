/** What applications send with: the connection factory at JNDI, its contexts and producers, and their managed side. */
package org.jobyard.ra.outbound;
