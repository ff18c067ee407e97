/** The page of queues. */
package org.jobyard.web.view.queues;
