/** Starts database, broker, server and worker, brings back what dies, and ends them in order. */
package org.jobyard.standalone.launch;
