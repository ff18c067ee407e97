/** What a person sees when something fails, and the id under which the log has it. */
package org.jobyard.web.view.error;
