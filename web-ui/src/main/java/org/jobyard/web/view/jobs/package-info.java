/** The list of jobs; its address is the whole state of the page. */
package org.jobyard.web.view.jobs;
