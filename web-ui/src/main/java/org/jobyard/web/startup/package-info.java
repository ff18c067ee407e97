/** The last step of the start. */
package org.jobyard.web.startup;
