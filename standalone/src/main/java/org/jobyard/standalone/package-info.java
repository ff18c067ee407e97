/** The command {@code jobyard}: its entry point. */
package org.jobyard.standalone;
