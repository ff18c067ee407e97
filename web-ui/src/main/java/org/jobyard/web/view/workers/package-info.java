/** The page of workers. */
package org.jobyard.web.view.workers;
