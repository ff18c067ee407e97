/** How instants, durations and sizes are written. */
package org.jobyard.web.view.text;
