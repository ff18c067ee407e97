/** The order of the start, in one place, and whether this node is ready. */
package org.jobyard.startup;
